import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { LAUNCHER_PATH } from '../../host/launcher.ts';
import { codeOf } from '../../store/atomic.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import { spoolDir } from '../../store/spool.ts';
import { listQuarantine } from '../../telemetry/quarantine.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { VERSION } from '../version.ts';
import { fine, NO_EXAM, problem, type Exam } from './report.ts';
import { runCommand, said, SHELL } from './run-command.ts';
import type { Scripts } from './scripts.ts';

const LAUNCH_LIMIT = 20_000;

/** Whether hooks and skills find canon as they look for it, and the same that is asked here. */
export async function examineLauncher(
  { root }: Project,
  world: Pick<World, 'env'>,
  { run, canon, canonInside, helper }: Scripts,
): Promise<Exam> {
  // That it is missing, or another, is told with the other files.
  if (run === 'missing') return NO_EXAM;
  if (run === 'changed') return notRun(`${LAUNCHER_PATH} is not canon's own: not run`);
  const foreign = helper ?? (canonInside ? canon : undefined);
  if (foreign !== undefined)
    return problem('canon', 'what hooks would start is of this repository: not run', {
      code: 'doctor-canon-inside',
      severity: 'warning',
      path: LAUNCHER_PATH,
      args: { file: safeLine(foreign) },
    });
  if (canon === undefined)
    return problem('canon', `${LAUNCHER_PATH} does not find it`, {
      code: 'doctor-canon-not-found',
      severity: 'error',
      path: LAUNCHER_PATH,
    });
  const ran = await runCommand(SHELL, [join(root, LAUNCHER_PATH), '--version'], {
    cwd: root,
    env: world.env,
    limit: LAUNCH_LIMIT,
  });
  const version = ran.stdout.trim();
  if (ran.code !== 0 || !/^\d+\.\d+\.\d+\S*$/.test(version)) {
    const reason = ran.hung ? 'it does not end' : said(ran.stderr) || `exit code ${String(ran.code)}`;
    return problem('canon', `${LAUNCHER_PATH} does not run it`, {
      code: 'doctor-canon-fails',
      severity: 'error',
      path: LAUNCHER_PATH,
      args: { reason },
    });
  }
  if (version !== VERSION)
    return problem('canon', `hooks run ${version}, this is ${VERSION}`, {
      code: 'doctor-canon-version',
      severity: 'warning',
      path: LAUNCHER_PATH,
      args: { version: said(version), own: VERSION },
    });
  return fine('canon', `${LAUNCHER_PATH} finds ${version}`);
}

const notRun = (detail: string): Exam => ({
  checks: [{ name: 'canon', state: 'warning', detail }],
  findings: [],
});

/** Whether the configuration has calls recorded. */
export const examineTelemetry = ({ config }: Project): Exam =>
  config.telemetry === 'on'
    ? fine('telemetry', 'on')
    : { checks: [{ name: 'telemetry', state: 'info', detail: 'off: no call is recorded' }], findings: [] };

/** Whether hooks can leave something in the spool, and the fold in the journals. */
export function examineState(project: Project): Exam {
  if (project.config.telemetry === 'off') return NO_EXAM;
  const spool = spoolDir(project);
  for (const folder of [spool, join(project.local, 'journal'), join(project.local, 'open')]) {
    const reason = unwritable(folder, folder === spool);
    if (reason === undefined) continue;
    return problem('spool', `cannot be written to: ${reason}`, {
      code: 'doctor-state-unwritable',
      severity: 'error',
      args: { folder, reason },
    });
  }
  return fine('spool', 'there, and can be written to');
}

/** Hidden: no fold looks at it. */
const PROBE = /^\.doctor-[0-9a-f]{16}$/;

/** Why nothing can be written in a folder; not asked of the folder's mode, which says nothing of a full disk. */
function unwritable(folder: string, needed: boolean): string | undefined {
  const info = lstatSync(folder, { throwIfNoEntry: false });
  // One that is made when it is needed.
  if (info === undefined) return needed ? 'it is not there' : unwritable(dirname(folder), true);
  if (!info.isDirectory()) return 'it is no folder';
  const file = join(folder, `.doctor-${randomBytes(8).toString('hex')}`);
  let fd: number | undefined;
  try {
    // What a doctor has left that was killed. A link goes itself, not what it leads to.
    for (const name of readdirSync(folder)) if (PROBE.test(name)) rmSync(join(folder, name), { force: true });
    // A name that is taken, by a link too, is not written to.
    fd = openSync(file, 'wx', 0o600);
    // Payloads hold whole files, so room for a few bytes is no room.
    writeFileSync(fd, Buffer.alloc(65_536));
    return undefined;
  } catch (error) {
    return codeOf(error) || String(error);
  } finally {
    if (fd !== undefined) {
      closeSync(fd);
      rmSync(file, { force: true });
    }
  }
}

/** Whether locks work where the state is: without them nothing is folded, and nothing is tried here. */
export async function examineLock(project: Project): Promise<Exam> {
  try {
    await withLock(project, 'doctor', () => Promise.resolve(), { timeout: 0 });
    return NO_EXAM;
  } catch (error) {
    // Another doctor has it.
    if (error instanceof CanonError && error.code === 'E_LOCK_TIMEOUT') return NO_EXAM;
    if (error instanceof CanonError) return problem('locks', 'do not work here', error.toDiagnostic());
    const reason = codeOf(error) || String(error);
    return problem('locks', `cannot be made: ${reason}`, {
      code: 'doctor-state-unwritable',
      severity: 'error',
      args: { folder: join(project.local, 'locks'), reason },
    });
  }
}

const SHOWN = 3;

/** What the fold has put aside. */
export function examineQuarantine(project: Project): Exam {
  const files = listQuarantine(project);
  if (files.length === 0) return NO_EXAM;
  const folder = join(project.local, 'quarantine');
  return problem('quarantine', `${files.length} put aside`, {
    code: 'doctor-quarantine',
    severity: 'warning',
    args: {
      count: files.length,
      files: files
        .slice(0, SHOWN)
        .map(({ file, size }) => `${safeLine(file)} (${whyAside(join(folder, file), size)})`),
      folder: safeLine(folder),
    },
  });
}

function whyAside(file: string, size: number): string {
  if (size === 0) return 'empty';
  if (size > 64 << 20) return 'very large';
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return 'no session, or a call without an id';
  } catch {
    return 'not whole';
  }
}

/** What waits to be folded: how much, and since when. */
export function waitingIn(project: Project): { count: number; oldest: number | undefined } {
  let times: number[] = [];
  try {
    times = readdirSync(spoolDir(project))
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) => lstatSync(join(spoolDir(project), name), { throwIfNoEntry: false })?.mtimeMs ?? []);
  } catch {
    // No spool, or none that can be read: told already.
  }
  return {
    count: times.length,
    oldest: times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined,
  };
}
