import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { field } from '../handoff/field.ts';
import { builtAnew, filesIn, smallRepo } from '../site/rebuilding.ts';
import { BIN } from '../support/built.ts';
import { sessionText } from '../support/records.ts';
import { sandbox } from '../support/sandbox.ts';

const KILLS = Number(process.env['CANON_E2E_KILLS'] ?? 40);

/** Runs canon, and kills it where it is not done by then; how long it went on, in milliseconds. */
const killedAfter = (
  ms: number,
  args: readonly string[],
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<number> =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(process.execPath, [BIN, ...args], { ...where, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), ms);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(performance.now() - started);
    });
  });

test('killed at any moment, a build is right the next time', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const out = join(box.dir, 'out');
  const run = (ms: number): Promise<number> =>
    killedAfter(ms, ['site', 'build', '--out', out], { cwd: root, env: box.env });
  const length = await run(60_000);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const id = `SK-260512-${String(kill + 1).padStart(2, '0')}`;
    box.write(join(root, `docs/sessions/${id}.md`), sessionText(id));
    rmSync(join(root, `docs/sessions/SK-260512-${String(kill - 3).padStart(2, '0')}.md`), { force: true });
    // Every other time there was nothing before.
    if (kill % 2 === 0) rmSync(out, { recursive: true, force: true });
    await run((length * (kill + 0.5)) / KILLS);
    expect((await box.canon(root, ['site', 'build', '--out', out])).code, `kill ${kill}`).toBe(0);
    expect(filesIn(out), `kill ${kill}`).toEqual(await builtAnew(box, root, `anew-${kill}`));
  }
});

test('a handoff that was killed while it rendered does not keep the next from rendering', async () => {
  const it = field({ config: 'site: { title: Offplan, out: docs/rendered }\n' });
  const kills = Math.ceil(KILLS / 5);
  const run = (ms: number): Promise<number> =>
    killedAfter(ms, ['handoff', '--quick', 'Looked around'], { cwd: it.repo, env: it.box.env });
  const length = await run(60_000);
  for (let kill = 0; kill < kills; kill += 1) {
    await run((length * (kill + 0.5)) / kills);
    const answer = await it.json(['handoff', '--quick', `After kill ${kill}`], { built: true });
    expect(answer.codes, `kill ${kill}`).toContain('site-rendered');
    expect(it.read(`docs/rendered/sessions/${answer.data['id']}/index.html`)).toContain(`After kill ${kill}`);
    expect(it.git('status', '--porcelain'), `kill ${kill}`).toBe('');
  }
});
