import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { HOOK_PATH, HOOK_SCRIPT } from '../../src/host/hook-script.ts';
import { runs } from './runs.ts';
import type { Sandbox } from './sandbox.ts';

/** A shell as a system may have it for `sh`. */
export interface Shell {
  readonly name: string;
  /** The words before the script's path. */
  readonly words: readonly [string, ...string[]];
}

const shell = (...words: [string, ...string[]]): Shell => ({ name: words.join(' '), words });

/** What systems have for `sh`. */
const USUAL = [
  shell('dash'),
  shell('bash', '--posix'),
  shell('busybox', 'sh'),
  shell('zsh', '--emulate', 'sh'),
];

/** Tried as well where all is tried: `npm run e2e`. */
const FURTHER = [shell('sh'), shell('bash'), shell('ksh'), shell('mksh'), shell('yash')];

const isHere = ({ words: [command, ...args] }: Shell): boolean =>
  spawnSync(command, [...args, '-c', 'exit 0']).status === 0;

/** The shells to try that are here, at least one; says loudly on standard error what goes untried without the others. */
export function shellsHere(): Shell[] {
  const wanted = runs(1) > 1 ? [...USUAL, ...FURTHER] : USUAL;
  const here = wanted.filter(isHere);
  for (const { name } of wanted.filter((one) => !here.includes(one)))
    skipped(`under ${name}`, 'not installed');
  return here.length > 0 ? here : [shell('sh')];
}

/** Says what is not tried on this machine. */
export function skipped(what: string, why: string): void {
  process.stderr.write(`\nSKIPPED: the hook was not tried ${what}: ${why}.\n\n`);
}

/** Puts the hook where `init` puts it, and a spool where the first command makes it. Returns the spool. */
export function withHook(box: Sandbox, repo: string): string {
  box.write(join(repo, HOOK_PATH), HOOK_SCRIPT);
  const spool = join(box.git(repo, 'rev-parse', '--path-format=absolute', '--git-common-dir'), 'canon/spool');
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  return spool;
}

/** What is in a spool: name and text. */
export const keptIn = (spool: string): Map<string, string> =>
  new Map(readdirSync(spool).map((name) => [name, readFileSync(join(spool, name), 'utf8')]));

export interface HookRuns {
  /** Work trees; the hooks take turns. */
  readonly from: readonly string[];
  readonly payload: (at: number) => string;
  readonly shell?: Shell;
  /** Called with each as soon as it runs: to kill some of them. */
  readonly started?: (hook: ChildProcess, at: number) => void;
}

export interface HooksRan {
  /** Exit codes in the order of their numbers; a signal where one was killed. */
  readonly ends: readonly (number | string | null)[];
  /** All that they printed, on either stream. */
  readonly said: string;
}

/**
 * Runs so many hooks at once. None gets its input before all are running, so that all of them are between
 * the first line of the script and the last at the same time. One descriptor each: what they print goes
 * into one file.
 */
export async function runHooks(box: Sandbox, count: number, how: HookRuns): Promise<HooksRan> {
  const file = join(box.dir, 'said-by-hooks');
  writeFileSync(file, '');
  const said = openSync(file, 'a');
  const [command, ...args] = (how.shell ?? shell('sh')).words;
  try {
    const hooks = Array.from({ length: count }, (_, at) => {
      const cwd = how.from[at % how.from.length] ?? box.dir;
      const hook = spawn(command, [...args, join(cwd, HOOK_PATH)], {
        cwd,
        env: { ...box.env, CLAUDE_PROJECT_DIR: cwd },
        stdio: ['pipe', said, said],
      });
      // One that was killed does not read.
      hook.stdin?.on('error', () => {});
      const ended = once(hook, 'close').then(([code, signal]) => (signal ?? code) as number | string | null);
      how.started?.(hook, at);
      return { hook, ended };
    });
    for (const [at, { hook }] of hooks.entries()) hook.stdin?.end(how.payload(at));
    const ends = await Promise.all(hooks.map(({ ended }) => ended));
    return { ends, said: readFileSync(file, 'utf8') };
  } finally {
    closeSync(said);
  }
}

/** Puts a file system of so many KB over a folder, until the test is done; false where that cannot be done. */
export function smallDisk(dir: string, size: number): boolean {
  const options = `size=${size}k,nr_inodes=${Math.ceil(size / 10)},mode=700`;
  const ran =
    process.platform === 'linux'
      ? spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir])
      : undefined;
  if (ran?.status !== 0) {
    skipped('on a full disk', 'only root on Linux can make one');
    return false;
  }
  onTestFinished(() => void spawnSync('umount', [dir]));
  return true;
}
