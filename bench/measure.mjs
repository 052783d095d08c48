import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PEAK = fileURLToPath(new URL('peak.cjs', import.meta.url));

/** Milliseconds of one whole process. Throws when it does not end as it should. */
export function timeOnce({ command, args, cwd, input, exit = 0 }, env) {
  const start = process.hrtime.bigint();
  const done = spawnSync(command, args, { cwd, env, input: input ?? '', maxBuffer: 1 << 30 });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (done.error) throw done.error;
  if (done.status !== exit) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${done.status}: ${done.stderr.toString().slice(0, 800)}`,
    );
  }
  return ms;
}

/**
 * Peak resident memory in MiB of one run, or undefined where nobody can tell. A Node process reports it
 * itself when it exits (`peak.cjs`, in a run that is not timed); of others Linux keeps a high-water mark.
 */
export async function peakMegabytes({ command, args, cwd, input }, env) {
  if (command === process.execPath) {
    const done = spawnSync(command, ['--require', PEAK, ...args], {
      cwd,
      env,
      input: input ?? '',
      maxBuffer: 1 << 30,
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    });
    const kibibytes = Number(done.output[3]?.toString());
    return kibibytes > 0 ? kibibytes / 1024 : undefined;
  }
  if (process.platform !== 'linux') return undefined;
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'ignore'] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It ended between two looks.
    }
  }, 5);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return peak > 0 ? peak / 1024 : undefined;
}
