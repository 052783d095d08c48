import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOOK_PATH } from '../../src/host/hook-script.ts';
import { keptIn, shellsHere, skipped, smallDisk } from '../support/hooks.ts';
import { runs } from '../support/runs.ts';
import { filesIn, PAYLOAD, place, SILENT } from './hook-place.ts';

// What is rare is tried under the two commonest, and under all in `npm run e2e`.
const SHELLS = runs(1) > 1 ? shellsHere() : shellsHere().slice(0, 2);

describe.each(SHELLS.map((shell) => [shell.name, shell] as const))('under %s', (_, shell) => {
  test('where there is no repository, or nobody uses canon in it, nothing is written anywhere', async () => {
    const { box, repo, spool, run } = place(shell);
    const outside = join(box.dir, 'outside');
    mkdirSync(join(outside, 'canon/spool'), { recursive: true });
    rmSync(spool, { recursive: true });
    // Git passes over a `.git` that is none.
    mkdirSync(join(repo, 'odd/.git/canon/spool'), { recursive: true });
    mkdirSync(join(repo, 'odder'));
    writeFileSync(join(repo, 'odder/.git'), 'nonsense\n');
    mkdirSync(join(repo, 'broken/canon/spool'), { recursive: true });
    writeFileSync(join(repo, 'broken/.git'), 'gitdir: nowhere\n');
    const before = filesIn(box.dir);
    for (const cwd of [outside, repo, join(repo, 'odd'), join(repo, 'odder'), join(repo, 'broken')]) {
      expect(run({ cwd }), cwd).toEqual(SILENT);
      expect(run({ cwd: box.dir, env: { CLAUDE_PROJECT_DIR: cwd } }), cwd).toEqual(SILENT);
    }
    expect(run({ cwd: box.dir, env: { CLAUDE_PROJECT_DIR: join(box.dir, 'nowhere') } })).toEqual(SILENT);
    expect(run({ cwd: '/' })).toEqual(SILENT);
    expect(filesIn(box.dir)).toEqual(before);
    // Its input is read all the same: the host's pipe does not break.
    const [command, ...args] = shell.words;
    const hook = spawn(command, [...args, join(repo, HOOK_PATH)], { cwd: outside, env: box.env });
    const faults: unknown[] = [];
    hook.stdin.on('error', (error) => faults.push(error));
    hook.stdin.end(Buffer.alloc(1 << 20, 'x'));
    expect((await once(hook, 'close'))[0]).toBe(0);
    expect(faults).toEqual([]);
  });

  test('a spool that is none ends it at once: a file, a link to nowhere or to a folder', () => {
    const { box, spool, run } = place(shell);
    rmSync(spool, { recursive: true });
    writeFileSync(spool, 'a file');
    expect(run()).toEqual(SILENT);
    expect(box.read(spool)).toBe('a file');
    rmSync(spool);
    symlinkSync(join(box.dir, 'nowhere'), spool);
    expect(run()).toEqual(SILENT);
    expect(existsSync(join(box.dir, 'nowhere'))).toBe(false);
    mkdirSync(join(box.dir, 'nowhere'));
    expect(run()).toEqual(SILENT);
    expect(readdirSync(join(box.dir, 'nowhere'))).toEqual([]);
  });

  test('a taken name gets another, whatever it is taken by, and that ends', () => {
    const { box, repo, spool } = place(shell);
    const [command, ...args] = shell.words;
    // The shell's own number is known before it becomes the hook.
    const taking = (take: string): void => {
      const script = `n="$1/claude-code.$$"; ${take}; shift; exec "$@"`;
      const words = ['-c', script, 'sh', spool, command, ...args, join(repo, HOOK_PATH)];
      const ran = spawnSync('sh', words, { cwd: repo, env: box.env, input: PAYLOAD, encoding: 'utf8' });
      expect(ran).toMatchObject(SILENT);
    };
    const suffixes = (): string[] => readdirSync(spool).map((name) => name.replace(/^claude-code\.\d+/, ''));
    const clear = (): void => {
      for (const name of readdirSync(spool)) rmSync(join(spool, name), { recursive: true });
    };
    taking('echo old >"$n"; echo old >"$n.1"');
    expect(suffixes().sort()).toEqual(['', '.1', '.2']);
    expect([...keptIn(spool).values()].sort()).toEqual(['old\n', 'old\n', PAYLOAD].sort());
    clear();
    taking('ln -s "$1/../nowhere" "$n"; mkdir "$n.1"; mkfifo "$n.2"');
    expect(suffixes()).toContain('.3');
    expect(existsSync(join(spool, '../nowhere'))).toBe(false);
    // A thousand files take a second: under every shell only where there is time.
    if (shell.name !== 'dash' && runs(1) === 1) return;
    clear();
    taking('echo >"$n"; i=1; while [ $i -le 1001 ]; do echo >"$n.$i"; i=$((i+1)); done');
    expect(readdirSync(spool)).toHaveLength(1002);
    expect([...keptIn(spool).values()]).not.toContain(PAYLOAD);
  });

  test('a closed input, a folder that is gone: still silent, and still 0', () => {
    const { run, spool } = place(shell);
    expect(run({ under: ['sh', '-c', 'exec "$@" <&-', 'sh'] })).toEqual(SILENT);
    expect(run({ under: ['sh', '-c', 'exec "$@" >&- 2>&-', 'sh'] })).toEqual(SILENT);
    const gone = ['sh', '-c', 'mkdir gone; cd gone; rmdir ../gone; exec "$@"', 'sh'];
    for (const name of readdirSync(spool)) rmSync(join(spool, name));
    const ran = run({ under: gone });
    expect([ran.status, ran.stdout]).toEqual([0, '']);
    // What some shells say of it before they read the first line of any script is beyond the script.
    expect(ran.stderr.replace(/^.*(?:getcwd|current directory|\$PWD).*\n/gim, '')).toBe('');
    // Most know no folder to begin from, some the one that it was: it is kept whole, or it is not.
    for (const text of keptIn(spool).values()) expect(text).toBe(PAYLOAD);
  });

  test('a host that hangs up does not lose the call', async () => {
    const { box, repo, spool } = place(shell);
    const [command, ...args] = shell.words;
    const hook = spawn(command, [...args, join(repo, HOOK_PATH)], { cwd: repo, env: box.env });
    const ended = once(hook, 'close');
    // More than a pipe holds: once it is taken, the script is at its last line.
    const large = JSON.stringify({ text: 'x'.repeat(1 << 20) });
    await new Promise((resolve) => hook.stdin.write(large.slice(0, -1), resolve));
    hook.kill('SIGHUP');
    hook.kill('SIGINT');
    hook.stdin.end(large.slice(-1));
    expect(await ended).toEqual([0, null]);
    expect([...keptIn(spool).values()][0] === large).toBe(true);
  });

  test('what cannot be written is lost in silence: a full disk', ({ skip }) => {
    const { repo, spool, run } = place(shell);
    if (!smallDisk(spool, 64)) skip();
    expect(run({ input: 'x'.repeat(200_000) })).toEqual(SILENT);
    // Not even a name has room now, or only that.
    for (let at = 0; at < 10; at += 1) expect(run({ cwd: repo })).toEqual(SILENT);
  });

  test('and a spool that an ordinary user cannot write to', ({ skip }) => {
    const { box, repo, spool, run } = place(shell);
    const under = asOrdinaryUser();
    if (under === undefined) skip();
    chmodSync(box.dir, 0o755);
    chmodSync(join(repo, '.git/canon'), 0o755);
    chmodSync(spool, 0o555);
    expect(run({ under: under ?? [] })).toEqual(SILENT);
    expect(readdirSync(spool)).toEqual([]);
    // The same with one that it can: it was not for another reason.
    chmodSync(spool, 0o777);
    expect(run({ under: under ?? [] })).toEqual(SILENT);
    expect(readdirSync(spool)).toHaveLength(1);
  });
});

/** Words that make a command an ordinary user's; none are needed where we are one. Undefined where it cannot be done. */
function asOrdinaryUser(): string[] | undefined {
  if (process.getuid?.() !== 0) return [];
  const words = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  if (spawnSync(words[0] ?? '', [...words.slice(1), 'true']).status === 0) return words;
  skipped('as an ordinary user', 'this is root, without setpriv');
  return undefined;
}
