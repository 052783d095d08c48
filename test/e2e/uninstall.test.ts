import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BARE, init, paste } from '../support/init.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

interface Uninstall {
  readonly data: {
    readonly removed: readonly string[];
    readonly edited: readonly string[];
    readonly kept: readonly { readonly path: string; readonly why: string }[];
    readonly commit_command: string | null;
  };
  readonly diagnostics: readonly { readonly code: string; readonly path?: string }[];
}

async function uninstall(box: Sandbox, cwd: string, ...args: string[]): Promise<Uninstall> {
  const ran = await box.canon(cwd, ['uninstall', '--json', ...args], BARE);
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.stdout) as Uninstall;
}

const ALL = ['--host', 'claude-code', '--host', 'agents', '--host', 'codex'];
const SETTINGS = '.claude/settings.json';

/** Every file and folder of a work tree, with what is in it. */
function everythingIn(root: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (path.startsWith(join(root, '.git')) && !path.startsWith(join(root, '.gitattributes'))) continue;
    found.set(path, entry.isDirectory() ? '' : readFileSync(path, 'latin1'));
  }
  return found;
}

const THEIRS: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  ['nothing of theirs', {}],
  [
    'settings, hooks and attributes',
    {
      [SETTINGS]: '{\n\t"model": "opus",\n\t"hooks": {\n\t\t"Stop": [],\n\t},\n}',
      '.codex/hooks.json': '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"say done"}]}]}}',
      '.codex/config.toml': 'model = "x"\n',
      '.gitattributes': '*.png binary',
      '.claude/skills/ours/SKILL.md': '# Ours\n',
      'docs/README.md': '# Docs\n',
    },
  ],
  [
    'a byte order mark, CRLF and comments',
    {
      [SETTINGS]: '\uFEFF{\r\n  // ours\r\n}\r\n',
      '.codex/hooks.json': '{}',
      '.gitattributes': '* text=auto\r\n\r\n',
    },
  ],
];

test.each(THEIRS)('in and out again leaves a work tree as it was: %s', async (_name, files) => {
  const box = sandbox();
  const repo = box.repo('app');
  box.git(repo, 'config', 'core.autocrlf', 'false');
  for (const [path, text] of Object.entries(files)) box.write(join(repo, path), text);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Theirs', '--allow-empty');
  const before = everythingIn(repo);
  const first = await init(box, repo, ...ALL);
  paste(box, repo, first.data.commit_command);
  const { data, diagnostics } = await uninstall(box, repo);
  expect(everythingIn(repo)).toEqual(before);
  expect(data.kept).toEqual([]);
  expect(diagnostics).toEqual([]);
  expect([...data.removed, ...data.edited].sort()).toEqual([...first.data.written].sort());
  paste(box, repo, data.commit_command);
  expect(box.git(repo, 'status', '--short')).toBe('');
  expect(box.git(repo, 'diff', '--stat', 'HEAD~2', 'HEAD')).toBe('');
  expect((await uninstall(box, repo)).diagnostics).toMatchObject([{ code: 'uninstall-nothing' }]);
});

test('what was never committed goes without a commit', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, SETTINGS), '{}\n');
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Theirs');
  await init(box, repo, ...ALL);
  const { data } = await uninstall(box, repo);
  expect(data.commit_command).toBeNull();
  expect(box.git(repo, 'status', '--short', '-uall')).toBe('');
});

test('what somebody changed stays, and every record with what it needs', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const first = await init(box, repo, ...ALL);
  const handed = await box.canon(repo, ['handoff', '--quick', 'A first session', '--no-push']);
  expect(handed.code, handed.stderr).toBe(0);
  paste(box, repo, first.data.commit_command);
  appendFileSync(join(repo, '.agents/skills/resume/SKILL.md'), 'Our own rule.\n');
  const settings = join(repo, SETTINGS);
  box.write(settings, box.read(settings).replace('"timeout": 10', '"timeout": 60'));
  const records = box.git(repo, 'ls-files', 'docs/sessions').split('\n');
  const { data } = await uninstall(box, repo);
  expect(data.kept).toEqual([
    { path: '.agents/skills/resume/SKILL.md', why: 'changed' },
    { path: '.canon/config.yaml', why: 'records' },
    { path: '.canon/operators.yaml', why: 'records' },
    { path: 'docs/decisions/INDEX.md', why: 'records' },
    { path: 'docs/learnings/INDEX.md', why: 'records' },
    { path: 'docs/sessions/INDEX.md', why: 'records' },
    { path: 'plans/INDEX.md', why: 'records' },
    { path: 'workstreams/INDEX.md', why: 'records' },
    { path: SETTINGS, why: 'changed' },
  ]);
  expect(Object.keys((JSON.parse(box.read(settings)) as { hooks: object }).hooks)).toEqual(['SessionStart']);
  for (const path of records) expect(existsSync(join(repo, path))).toBe(true);
  expect(existsSync(join(repo, '.canon/run'))).toBe(false);
  expect(existsSync(join(repo, '.codex'))).toBe(false);
  expect((await box.canon(repo, ['list'])).stdout).toContain('A first session');
});

test('--dry-run says the same and removes nothing', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  paste(box, repo, (await init(box, repo)).data.commit_command);
  const planned = await uninstall(box, repo, '--dry-run');
  expect(box.git(repo, 'status', '--short')).toBe('');
  expect((await box.canon(repo, ['uninstall', '--dry-run'])).stdout.replaceAll(repo, 'REPO'))
    .toMatchInlineSnapshot(`
      "canon 0.1.0  REPO

        remove  .agents/skills/ audit-ro, audit, build-ro, build, handoff-ro, handoff, plan-ro, plan, resume-ro, resume
        remove  .canon/config.yaml
        remove  .canon/hook.sh
        remove  .canon/operators.yaml
        remove  .canon/run
        remove  .claude/skills/ audit-ro, audit, build-ro, build, handoff-ro, handoff, plan-ro, plan, resume-ro, resume
        remove  docs/decisions/INDEX.md
        remove  docs/learnings/INDEX.md
        remove  docs/sessions/INDEX.md
        remove  plans/INDEX.md
        remove  workstreams/INDEX.md
        remove  .claude/settings.json
        remove  .gitattributes
        remove  .canon/installed.json
        remove  merge.canon in git's configuration of this clone

      Nothing was removed.
      "
    `);
  expect(box.git(repo, 'config', 'merge.canon.name')).not.toBe('');
  const done = await uninstall(box, repo);
  expect(box.git(repo, 'config', '--default', '', 'merge.canon.name')).toBe('');
  expect(done.data).toMatchObject({ removed: planned.data.removed, edited: planned.data.edited });
});

test('of one host only its skills and hooks go', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  paste(box, repo, (await init(box, repo, ...ALL)).data.commit_command);
  const { data } = await uninstall(box, repo, '--host', 'claude-code');
  expect(data.removed.every((path) => path.startsWith('.claude/'))).toBe(true);
  expect(data.removed).toContain(SETTINGS);
  expect(existsSync(join(repo, '.claude'))).toBe(false);
  expect(existsSync(join(repo, '.codex/hooks.json'))).toBe(true);
  expect(data.commit_command).toContain("-m 'Take canon out of Claude Code'");
  paste(box, repo, data.commit_command);
  expect(box.git(repo, 'status', '--short')).toBe('');
  // It is not one of an earlier init any more, and the rest is up to date.
  expect((await init(box, repo)).data).toMatchObject({ hosts: ['agents', 'codex'], written: [] });
});

test("somebody's uncommitted lines stay out of the command that commits", async () => {
  const box = sandbox();
  const repo = box.repo('app');
  paste(box, repo, (await init(box, repo)).data.commit_command);
  const settings = join(repo, SETTINGS);
  box.write(settings, box.read(settings).replace('{\n', '{\n  "model": "opus",\n'));
  const { data, diagnostics } = await uninstall(box, repo);
  expect(box.read(settings)).toBe('{\n  "model": "opus"\n}\n');
  expect(diagnostics).toMatchObject([{ code: 'uninstall-left-uncommitted', path: SETTINGS }]);
  expect(data.commit_command).not.toContain(SETTINGS);
  paste(box, repo, data.commit_command);
  expect(box.git(repo, 'status', '--short')).toBe(` M ${SETTINGS}`);
});

test('settings that cannot be read stay, and can be mended and done again', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await init(box, repo, ...ALL);
  const settings = join(repo, SETTINGS);
  const installed = box.read(settings);
  box.write(settings, installed.slice(0, -4));
  const { data, diagnostics } = await uninstall(box, repo);
  expect(data.kept).toEqual([{ path: SETTINGS, why: 'unreadable' }]);
  expect(diagnostics).toMatchObject([{ code: 'settings-syntax', path: SETTINGS }]);
  expect(existsSync(join(repo, '.codex'))).toBe(false);
  box.write(settings, installed);
  expect((await uninstall(box, repo)).data.removed).toEqual([SETTINGS, '.canon/installed.json']);
  expect(box.git(repo, 'status', '--short', '-uall')).toBe('');
});

test('with a manifest that nobody can read nothing is removed', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await init(box, repo);
  box.write(join(repo, '.canon/installed.json'), '<<<<<<< HEAD\n');
  const before = everythingIn(repo);
  const ran = await box.canon(repo, ['uninstall']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('(E_MANIFEST_UNREADABLE)');
  expect(everythingIn(repo)).toEqual(before);
});

test('a manifest that names files outside of the repository is refused', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await init(box, repo);
  box.write(join(box.dir, 'precious.txt'), 'x');
  for (const path of ['../precious.txt', join(box.dir, 'precious.txt'), '.git/config']) {
    const files = { [path]: 'sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' };
    box.write(join(repo, '.canon/installed.json'), JSON.stringify({ format: 1, files }));
    const ran = await box.canon(repo, ['uninstall']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('(E_PATH_OUTSIDE)');
  }
  expect(box.read(join(box.dir, 'precious.txt'))).toBe('x');
});
