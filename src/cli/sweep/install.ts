import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { atomicWrite } from '../../store/atomic.ts';
import { localFile } from '../../store/local.ts';
import type { Project } from '../../store/project.ts';
import { runCommand } from '../doctor/run-command.ts';
import { inWords } from './duration.ts';
import {
  crontabLine,
  launchdAgent,
  launchdLabel,
  type Schedule,
  scheduleName,
  systemdUnits,
  type Unit,
} from './units.ts';

/** The machine that a schedule is for. */
export interface Machine {
  /** As Node calls it. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly node: string;
  readonly canon: string;
}

/** What became of a schedule. */
export interface Scheduled {
  readonly manager: 'systemd' | 'launchd' | 'cron';
  readonly files: readonly { readonly file: string; readonly action: 'write' | 'same' | 'remove' | 'keep' }[];
  /** What is left for the user to run; for cron the line itself. */
  readonly commands: readonly string[];
  /** It runs already, or does not any more. */
  readonly done: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001F\u007F]/;
const LIMIT = 20_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Writes what makes a sweep run by itself, and starts it where that can be done. */
export async function install(
  project: Project,
  machine: Machine,
  { idle, every, dryRun }: { readonly idle: number; readonly every: number; readonly dryRun: boolean },
): Promise<Scheduled> {
  const schedule = scheduleOf(project, machine, idle, every);
  const { manager, units } = unitsFor(schedule, machine);
  if (manager === 'cron') {
    return { manager, files: [], commands: [crontabLine(schedule)], done: false, diagnostics: [] };
  }
  const written = readWritten(project);
  const files: Scheduled['files'][number][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { file, text } of units) {
    const there = textOf(file);
    const isOurs = there === undefined || sha256(there) === written[file];
    if (there === text) files.push({ file, action: 'same' });
    else if (!isOurs) {
      files.push({ file, action: 'keep' });
      diagnostics.push({ code: 'sweep-unit-edited', severity: 'warning', args: { file } });
      continue;
    } else {
      files.push({ file, action: 'write' });
      if (!dryRun) {
        await mkdir(dirname(file), { recursive: true });
        await atomicWrite(file, text);
      }
    }
    written[file] = sha256(text);
  }
  if (!dryRun) await keepWritten(project, written);
  const commands = startCommands(manager, schedule.root, units);
  const done =
    !dryRun && diagnostics.length === 0 && manager === 'systemd' && (await runAll(commands, machine));
  return { manager, files, commands: done ? [] : commands.map(shellLine), done, diagnostics };
}

/** The files that make a sweep run by itself in this work tree, as far as `install` wrote them. */
export function scheduleFiles(project: Project): string[] {
  const name = scheduleName(project.root);
  // By the whole of their names: what stands there may have come with an archive of the clone.
  const names = [`${name}.service`, `${name}.timer`, `${launchdLabel(project.root)}.plist`];
  const isOwn = (file: string): boolean => resolve(file) === file && names.includes(basename(file));
  return Object.keys(readWritten(project)).filter(isOwn);
}

/** Stops it, and removes what `install` has written and nobody has changed since. */
export async function uninstall(project: Project, machine: Machine, dryRun: boolean): Promise<Scheduled> {
  const written = readWritten(project);
  const name = scheduleName(project.root);
  const own = scheduleFiles(project);
  const manager = own.some((file) => file.endsWith('.plist'))
    ? 'launchd'
    : own.length > 0
      ? 'systemd'
      : unitsFor(scheduleOf(project, machine, 0, 60_000), machine).manager;
  const stop =
    manager === 'systemd'
      ? [['systemctl', '--user', 'disable', '--now', `${name}.timer`]]
      : own.map((file) => ['launchctl', 'unload', file]);
  const there = own.some((file) => existsSync(file));
  const stopped = there && !dryRun && manager === 'systemd' && (await runAll(stop, machine));
  const files: Scheduled['files'][number][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of own) {
    const text = textOf(file);
    if (text !== undefined && sha256(text) !== written[file]) {
      files.push({ file, action: 'keep' });
      diagnostics.push({ code: 'sweep-unit-edited', severity: 'warning', args: { file } });
      continue;
    }
    if (text !== undefined) files.push({ file, action: 'remove' });
    if (dryRun) continue;
    rmSync(file, { force: true });
    delete written[file];
  }
  if (!dryRun) await keepWritten(project, written);
  if (stopped) await runAll([['systemctl', '--user', 'daemon-reload']], machine);
  const commands = there && !stopped ? stop.map(shellLine) : [];
  return { manager, files, commands, done: stopped || !there, diagnostics };
}

function scheduleOf({ root }: Project, machine: Machine, idle: number, every: number): Schedule {
  const { node, canon, env } = machine;
  const odd = [root, node, canon].find((path) => CONTROLS.test(path));
  if (odd !== undefined) throw new CanonError('E_SWEEP_PATH', { data: { path: JSON.stringify(odd) } });
  const git = folderOf('git', env);
  const usual = ['/usr/local/bin', '/usr/bin', '/bin'];
  const path = [...new Set([...(git === undefined ? [] : [git]), ...usual])].filter(
    (one) => !CONTROLS.test(one),
  );
  return { node, canon, root, idle: inWords(idle), every, path: path.join(':') };
}

function unitsFor(
  schedule: Schedule,
  { platform, env }: Machine,
): { readonly manager: Scheduled['manager']; readonly units: readonly Unit[] } {
  const home = env['HOME'] ?? '';
  if (platform === 'darwin') return { manager: 'launchd', units: [launchdAgent(schedule, home)] };
  if (platform === 'linux' && folderOf('systemctl', env) !== undefined) {
    const given = env['XDG_CONFIG_HOME'];
    const configHome = given?.startsWith('/') ? given : join(home, '.config');
    return { manager: 'systemd', units: systemdUnits(schedule, configHome) };
  }
  return { manager: 'cron', units: [] };
}

const startCommands = (manager: string, root: string, units: readonly Unit[]): string[][] =>
  manager === 'systemd'
    ? [
        ['systemctl', '--user', 'daemon-reload'],
        ['systemctl', '--user', 'enable', '--now', `${scheduleName(root)}.timer`],
      ]
    : units.map(({ file }) => ['launchctl', 'load', '-w', file]);

/** Runs commands one after the other; false as soon as one fails. */
async function runAll(commands: readonly (readonly string[])[], { env }: Machine): Promise<boolean> {
  for (const [command = '', ...args] of commands) {
    const { code } = await runCommand(command, args, { cwd: '/', env, limit: LIMIT });
    if (code !== 0) return false;
  }
  return true;
}

/** The folder that a program is found in. */
const folderOf = (program: string, env: Machine['env']): string | undefined =>
  (env['PATH'] ?? '')
    .split(delimiter)
    .find((folder) => folder.startsWith('/') && existsSync(join(folder, program)));

const shellLine = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

type Written = Record<string, string>;

/** Hashes of what was written, by file; of all work trees of the clone. */
function readWritten({ local }: Project): Written {
  try {
    const read: unknown = JSON.parse(readFileSync(join(local, 'sweep', 'units.json'), 'utf8'));
    return typeof read === 'object' && read !== null ? { ...(read as Written) } : {};
  } catch {
    return {};
  }
}

async function keepWritten(project: Project, written: Written): Promise<void> {
  const text = `${JSON.stringify(written, null, 2)}\n`;
  await atomicWrite(localFile(project, 'sweep', 'units.json'), text, { mode: 0o600 });
}
