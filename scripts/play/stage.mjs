// The stage: a folder in the system's temporary one, with a bare remote and a clone for each operator.
// Nothing of the machine's own git set-up comes in, and the clock stands where the story wants it.

import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));
export const EXAMPLE = fileURLToPath(new URL('../../examples/offplan', import.meta.url));
export const HERE = fileURLToPath(new URL('.', import.meta.url));

const PEOPLE = {
  roman: { name: 'Roman', email: 'roman@example.com' },
  sergei: { name: 'Sergei', email: 'sergei@example.com' },
};

/** 11 May 2026 at that time, as Roman and Sergei's clocks show it. */
export const may11 = (clock) => `2026-05-11T${clock.length === 5 ? `${clock}:00` : clock}+02:00`;

export function buildStage() {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'canon-play-')));
  const remote = join(dir, 'remote.git');
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', remote], {
    env: environment(dir, may11('08:00')),
  });
  return {
    dir,
    remote,
    roman: openDesk(dir, remote, 'roman'),
    sergei: openDesk(dir, remote, 'sergei'),
  };
}

/** An operator at their clone. Every call says at what time it happens. */
function openDesk(dir, remote, slug) {
  const home = join(dir, slug);
  const clone = join(home, 'offplan');
  mkdirSync(home);
  const env = (at) => environment(home, at);
  const git = (at, ...args) =>
    execFileSync('git', args, {
      cwd: clone,
      env: env(at),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
      // Only the last line break: a name may end in a blank.
      .replace(/\n$/, '');
  execFileSync('git', ['clone', '-q', remote, clone], { env: env(may11('08:00')), stdio: 'pipe' });
  git(may11('08:00'), 'symbolic-ref', 'HEAD', 'refs/heads/main');
  git(may11('08:00'), 'config', 'user.name', PEOPLE[slug].name);
  git(may11('08:00'), 'config', 'user.email', PEOPLE[slug].email);
  // What the environment of a command says that an agent has started.
  const agent = {};
  return {
    slug,
    clone,
    env,
    git,
    /** From now on it is this agent that types. */
    hand: (host) => Object.assign(agent, host.env),
    /** Runs the built command and gives back what it said. */
    canon: (at, ...args) =>
      new Promise((resolve, reject) => {
        execFile(
          process.execPath,
          [BIN, ...args],
          { cwd: clone, env: { ...env(at), ...agent }, encoding: 'utf8', maxBuffer: 1 << 26 },
          (error, stdout, stderr) => {
            if (error && typeof error.code !== 'number') reject(error);
            else resolve({ args, code: error ? error.code : 0, stdout, stderr });
          },
        ).stdin.end();
      }),
    /** Lets the command write to the terminal itself, so that it shows its colours. */
    canonOnTerminal: (at, ...args) =>
      spawnSync(process.execPath, [BIN, ...args], {
        cwd: clone,
        env: { ...env(at), ...agent, TERM: process.env['TERM'] ?? 'xterm' },
        stdio: ['ignore', 'inherit', 'inherit'],
      }).status,
    /** A command `canon` beside the clone that stops the clock, so that a visitor sees the same evening. */
    leaveLauncher(at) {
      const file = join(home, 'canon');
      writeFileSync(
        file,
        `#!/bin/sh\n# canon at the time of the story. Remove the next line, and it is today.\nexport CANON_NOW=${at}\nexec ${quote(process.execPath)} ${quote(BIN)} "$@"\n`,
      );
      chmodSync(file, 0o755);
    },
  };
}

/** What a shell of that person would have, and no more. */
function environment(home, at) {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_DATE: at,
    CANON_NOW: at,
    TZ: 'Europe/Berlin',
    LC_ALL: 'C.UTF-8',
  };
}

const quote = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** True when the command has been built. */
export const isBuilt = () => existsSync(BIN);
