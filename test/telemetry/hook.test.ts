import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { HOOK_PATH, HOOK_SCRIPT } from '../../src/host/hook-script.ts';
import { keptIn, runHooks, shellsHere, withHook } from '../support/hooks.ts';
import { sandbox } from '../support/sandbox.ts';
import { filesIn, PAYLOAD, place, SILENT } from './hook-place.ts';

describe.each(shellsHere().map((shell) => [shell.name, shell] as const))('under %s', (_, shell) => {
  test('its input becomes a new file of the spool, readable by its owner alone', () => {
    const { repo, spool, run, one } = place(shell);
    const before = filesIn(repo);
    expect(run()).toEqual(SILENT);
    expect(one()).toEqual([expect.stringMatching(/^claude-code\.\d+$/), PAYLOAD]);
    const [name = ''] = readdirSync(spool);
    expect(statSync(join(spool, name)).mode & 0o777).toBe(0o600);
    expect(filesIn(repo)).toEqual([...before, `.git/canon/spool/${name}`].sort());
  });

  test('the host is its first argument, if that can be in a name', () => {
    const { spool, run } = place(shell);
    for (const host of ['codex', '', '../../x', 'a.b', 'a b', '-n'])
      expect(run({ args: [host] })).toEqual(SILENT);
    const hosts = readdirSync(spool).map((name) => name.split('.')[0]);
    expect(hosts.sort()).toEqual(['-n', 'claude-code', 'claude-code', 'claude-code', 'claude-code', 'codex']);
  });

  test('four megabytes arrive whole', () => {
    const { spool, run } = place(shell);
    const input = JSON.stringify({ tool_response: 'ü\0\\\r\n'.repeat(500_000) });
    expect(input.length).toBeGreaterThan(4 << 20);
    expect(run({ input })).toEqual(SILENT);
    expect([...keptIn(spool).values()][0] === input).toBe(true);
  });

  test('it is found from a folder below, and where the host says, through links', () => {
    const { box, repo, spool, run } = place(shell);
    const below = join(repo, 'a b/c');
    mkdirSync(below, { recursive: true });
    expect(run({ cwd: below })).toEqual(SILENT);
    expect(run({ cwd: box.dir, env: { CLAUDE_PROJECT_DIR: below } })).toEqual(SILENT);
    symlinkSync(below, join(box.dir, 'link'));
    expect(run({ cwd: box.dir, env: { CLAUDE_PROJECT_DIR: join(box.dir, 'link') } })).toEqual(SILENT);
    // Another repository around the link is not meant.
    box.git(box.dir, 'init', '-q');
    mkdirSync(join(box.dir, '.git/canon/spool'), { recursive: true });
    expect(run({ cwd: box.dir, env: { CLAUDE_PROJECT_DIR: join(box.dir, 'link') } })).toEqual(SILENT);
    expect(readdirSync(spool)).toHaveLength(4);
  });

  test('linked work trees share the spool, however their `.git` is written', () => {
    const { box, repo, spool, run } = place(shell);
    const tree = join(box.dir, 'a tree');
    box.git(repo, 'worktree', 'add', '-q', '--detach', tree);
    mkdirSync(join(tree, 'sub'));
    const written = [
      box.read(join(tree, '.git')),
      'gitdir: ../my repo/.git/worktrees/a-tree\n',
      'gitdir: ../my repo/.git/worktrees/a-tree\r\n',
      'gitdir: ../my repo/.git/worktrees/a-tree',
    ];
    const own = join(repo, '.git/worktrees/a-tree/commondir');
    for (const common of ['../..\n', '../..\r\n', `${join(repo, '.git')}\n`]) {
      writeFileSync(own, common);
      for (const text of written) {
        writeFileSync(join(tree, '.git'), text);
        expect(run({ cwd: join(tree, 'sub') })).toEqual(SILENT);
        expect(readdirSync(spool), JSON.stringify([common, text])).toHaveLength(1);
        rmSync(join(spool, readdirSync(spool)[0] ?? ''));
      }
    }
  });

  test('a submodule has a spool of its own', () => {
    const { box, repo, spool, run } = place(shell);
    const other = box.repo('other');
    box.git(repo, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub');
    expect(run({ cwd: join(repo, 'sub') })).toEqual(SILENT);
    expect(readdirSync(spool)).toEqual([]);
    const own = join(repo, '.git/modules/sub/canon/spool');
    mkdirSync(own, { recursive: true });
    expect(run({ cwd: join(repo, 'sub') })).toEqual(SILENT);
    expect([...keptIn(own).values()]).toEqual([PAYLOAD]);
    expect(readdirSync(spool)).toEqual([]);
  });

  test('it starts nothing but cat', () => {
    const { box, repo, spool } = place(shell);
    const tree = join(box.dir, 'tree');
    box.git(repo, 'worktree', 'add', '-q', '--detach', tree);
    const bin = join(box.dir, 'bin');
    mkdirSync(bin);
    const where = spawnSync('sh', ['-c', `command -v cat; command -v ${shell.words[0]}`], {
      encoding: 'utf8',
    });
    const [cat = '', command = ''] = where.stdout.split('\n');
    symlinkSync(cat, join(bin, 'cat'));
    const ran = spawnSync(command, [...shell.words.slice(1), join(repo, HOOK_PATH)], {
      cwd: tree,
      env: { PATH: bin },
      input: PAYLOAD,
      encoding: 'utf8',
    });
    expect(ran).toMatchObject(SILENT);
    expect([...keptIn(spool).values()]).toContain(PAYLOAD);
  });

  test('`fold` starts the counting in the background, with no stream of the host in its hands', async () => {
    const { box, repo, spool, run } = place(shell);
    const told = join(box.dir, 'told');
    spawnSync('mkfifo', [told]);
    // It cannot go on before somebody reads: by then the hook has ended.
    box.write(join(repo, '.canon/run'), `#!/bin/sh\n{ echo "$0 $*"; cat; pwd; } >'${told}'\n`);
    chmodSync(join(repo, '.canon/run'), 0o755);
    mkdirSync(join(repo, 'sub'));
    const fold = (cwd: string): unknown => run({ cwd, args: ['claude-code', 'fold'] });
    expect(fold(join(repo, 'sub'))).toEqual(SILENT);
    const { stdout } = await promisify(execFile)('cat', [told], { timeout: 30_000 });
    expect(stdout).toBe(`${join(repo, '.canon/run')} hook Stop claude-code\n${join(repo, 'sub')}\n`);
    expect(readdirSync(spool)).toEqual([]);
    // Nothing to count where nothing is kept; and no launcher is no reason to fail.
    renameSync(spool, `${spool}-away`);
    expect(fold(repo)).toEqual(SILENT);
    renameSync(`${spool}-away`, spool);
    rmSync(join(repo, '.canon/run'));
    expect(fold(repo)).toEqual(SILENT);
  });

  test('a script that is called by a relative name finds what stands beside it', async () => {
    const { box, repo } = place(shell);
    const told = join(box.dir, 'told');
    spawnSync('mkfifo', [told]);
    box.write(join(repo, '.canon/run'), `#!/bin/sh\necho "$*" >'${told}'\n`);
    chmodSync(join(repo, '.canon/run'), 0o755);
    mkdirSync(join(repo, 'docs'));
    const [command, ...args] = shell.words;
    for (const [cwd, script] of [
      [repo, HOOK_PATH],
      [join(repo, '.canon'), 'hook.sh'],
    ] as const) {
      const env = { ...box.env, CLAUDE_PROJECT_DIR: join(repo, 'docs') };
      const ran = spawnSync(command, [...args, script, 'codex', 'fold'], {
        cwd,
        env,
        encoding: 'utf8',
        timeout: 20_000,
      });
      expect(ran).toMatchObject(SILENT);
      const { stdout } = await promisify(execFile)('cat', [told], { timeout: 30_000 });
      expect(stdout).toBe('hook Stop codex\n');
    }
  });
});

test('forty at once from three work trees are all kept', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const spool = withHook(box, repo);
  const trees = [repo, join(box.dir, 'b'), join(box.dir, 'c')];
  for (const tree of trees.slice(1)) {
    box.git(repo, 'worktree', 'add', '-q', '--detach', tree);
    withHook(box, tree);
  }
  const payload = (at: number): string => JSON.stringify({ at, text: 'x'.repeat(at * 100) });
  const { ends, said } = await runHooks(box, 40, { from: trees, payload });
  expect([new Set(ends), said]).toEqual([new Set([0]), '']);
  const wanted = Array.from({ length: 40 }, (_, at) => payload(at));
  expect([...keptIn(spool).values()].sort()).toEqual(wanted.sort());
});

test('init installs it, and it works as it is installed', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  expect((await box.canon(repo, ['init'])).code).toBe(0);
  const hook = join(repo, HOOK_PATH);
  expect(box.read(hook)).toBe(HOOK_SCRIPT);
  expect(statSync(hook).mode & 0o777).toBe(0o755);
  expect(box.git(repo, 'check-attr', 'eol', HOOK_PATH)).toContain('eol: lf');
  expect(spawnSync(hook, [], { cwd: repo, env: box.env, input: PAYLOAD, encoding: 'utf8' })).toMatchObject(
    SILENT,
  );
  expect([...keptIn(join(repo, '.git/canon/spool')).values()]).toEqual([PAYLOAD]);
});
