import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BIN } from './built.ts';
import { type Ran, runInside } from './inside.ts';
import { remembered } from './remembered.ts';

export type { Ran };

/**
 * A folder of its own with a HOME of its own: nothing of the machine's git set-up reaches a test, and
 * nothing stays behind. `env` is what a shell of that user would have.
 */
export interface Sandbox {
  readonly dir: string;
  readonly env: Record<string, string>;
  /** Runs git; throws when it fails. Output without the last newline. */
  git(cwd: string, ...args: string[]): string;
  /**
   * Runs canon; never throws for an exit code. Unit tests run it in their own process, which is several times
   * as fast; all others start the built command.
   */
  canon(cwd: string, args: readonly string[], options?: CanonOptions): Promise<Ran>;
  /** The same, always as the built command: where a process of its own, or the bundle, is what the test is about. */
  built(cwd: string, args: readonly string[], options?: CanonOptions): Promise<Ran>;
  /** A new repository `name` with an identity set and, unless told otherwise, one commit. */
  repo(name: string, options?: { commit?: boolean; email?: string }): string;
  write(file: string, text: string): void;
  read(file: string): string;
}

export interface CanonOptions {
  readonly input?: string | Buffer;
  readonly env?: Record<string, string | undefined>;
}

// No test is about how git tidies up, which it asks itself after every commit, or survives a power cut.
const GIT_CONFIG = `[init]
	defaultBranch = main
[user]
	name = Roman
	email = roman@example.com
[advice]
	detachedHead = false
[core]
	fsync = none
[gc]
	auto = 0
[maintenance]
	auto = false
[receive]
	autoGC = false
`;

/** @param after who tidies it away: the end of the test that asks, or `afterAll` where tests of a file share it */
export function sandbox(after: (tidy: () => void) => void = onTestFinished): Sandbox {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'canon-test-')));
  after(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  const home = join(dir, 'home');
  mkdirSync(home);
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    TZ: 'Europe/Berlin',
    LC_ALL: 'C.UTF-8',
  };
  writeFileSync(join(home, '.gitconfig'), GIT_CONFIG);
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).replace(
      /\n$/,
      '',
    );
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const built: Sandbox['built'] = (cwd, args, options = {}) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [BIN, ...args],
        { cwd, env: { ...env, ...options.env }, encoding: 'utf8', maxBuffer: 1 << 28 },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') reject(error);
          else resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
        },
      );
      // A command that does not read its input may be gone before it is written.
      child.stdin?.on('error', () => {});
      child.stdin?.end(options.input ?? '');
    });
  return {
    dir,
    env,
    git,
    write,
    read: (file) => readFileSync(file, 'utf8'),
    repo(name, options = {}) {
      const path = join(dir, name);
      remembered({ dir, env, git }, [name], `repo ${JSON.stringify(options)}`, () => {
        git(dir, 'init', '-q', path);
        if (options.email) git(path, 'config', 'user.email', options.email);
        if (options.commit === false) return;
        write(join(path, 'README.md'), `# ${name}\n`);
        git(path, 'add', '.');
        git(path, 'commit', '-qm', 'Start');
      });
      return path;
    },
    canon: (cwd, args, options = {}) =>
      process.env['CANON_TEST_INSIDE']
        ? runInside({ cwd, env: { ...env, ...options.env } }, args, options.input)
        : built(cwd, args, options),
    built,
  };
}
