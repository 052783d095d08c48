import { appendFileSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf } from '../../src/cli/init/manifest.ts';
import { BARE, changedBy, init, paste } from '../support/init.ts';
import { sandbox } from '../support/sandbox.ts';

test('a repository is set up, and says how to commit it', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const ran = await box.canon(repo, ['init'], BARE);
  expect(ran.code).toBe(0);
  expect(ran.stdout.replaceAll(repo, 'REPO')).toMatchInlineSnapshot(`
    "canon 0.1.0  REPO

      wrote  .canon/config.yaml
      wrote  .canon/operators.yaml
      wrote  .canon/run
      wrote  .canon/hook.sh
      wrote  docs/sessions/INDEX.md
      wrote  workstreams/INDEX.md
      wrote  plans/INDEX.md
      wrote  docs/decisions/INDEX.md
      wrote  docs/learnings/INDEX.md
      wrote  .claude/skills/ audit, audit-ro, build, build-ro, handoff, handoff-ro, plan, plan-ro, resume, resume-ro
      wrote  .agents/skills/ audit, audit-ro, build, build-ro, handoff, handoff-ro, plan, plan-ro, resume, resume-ro
      wrote  .claude/settings.json
      wrote  .gitattributes
      wrote  .canon/installed.json
      set    merge.canon in git's configuration of this clone

    Skills and hooks for Claude Code (no host found here).
    Skills for hosts that read .agents/skills (many hosts read it).

    Commit it:
      git add -- .agents .canon .claude .gitattributes docs/decisions/INDEX.md docs/learnings/INDEX.md docs/sessions/INDEX.md plans/INDEX.md workstreams/INDEX.md && git commit -m 'Set up canon' -- .agents .canon .claude .gitattributes docs/decisions/INDEX.md docs/learnings/INDEX.md docs/sessions/INDEX.md plans/INDEX.md workstreams/INDEX.md

    Then, in your agent: /resume-ro when a session begins, /handoff-ro when it ends.
    "
  `);
  expect(box.git(repo, 'log', '--oneline').split('\n')).toHaveLength(1);
  expect(statSync(join(repo, '.canon/run')).mode & 0o777).toBe(0o755);
  expect(box.read(join(repo, '.canon/operators.yaml'))).toContain(
    'roman: { initials: RO, name: Roman, emails: [roman@example.com] }',
  );
  expect((await box.canon(repo, ['whoami'])).stdout).toMatch(/^roman \(RO\)/);
  expect((await box.canon(repo, ['index', '--check'])).code).toBe(0);
});

test('the printed command commits exactly what was written', async () => {
  const box = sandbox();
  const repo = box.repo('my "odd" repo\'s $HOME');
  box.write(join(repo, 'staged.txt'), 'staged\n');
  box.git(repo, 'add', 'staged.txt');
  box.write(join(repo, 'README.md'), 'edited\n');
  box.write(join(repo, 'untracked.txt'), 'untracked\n');
  box.write(join(repo, 'docs/sessions/RT-260511-01.md'), "---\ntitle: Somebody else's\n---\n");
  const before = box.git(repo, 'status', '--short', '--', 'staged.txt', 'README.md', 'untracked.txt');
  const { data } = await init(box, repo);
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo)).toEqual([...data.written].sort());
  expect(box.git(repo, 'status', '--short', '--', 'staged.txt', 'README.md', 'untracked.txt')).toBe(before);
  expect(box.git(repo, 'status', '--short', '-uall')).toContain('?? docs/sessions/RT-260511-01.md');
});

test('a repository without a commit, from a folder above it', async () => {
  const box = sandbox();
  const repo = box.repo('new repo', { commit: false });
  const { data } = await init(box, box.dir, '--repo', 'new repo');
  paste(box, box.dir, data.commit_command);
  expect(changedBy(box, repo)).toEqual([...data.written].sort());
  expect(box.git(repo, 'status', '--short', '-uall')).toBe('');
});

test('with --repo a folder below the top becomes a project of its own', async () => {
  const box = sandbox();
  const repo = box.repo('mono');
  mkdirSync(join(repo, 'apps/the shop'), { recursive: true });
  const { data } = await init(box, repo, '--repo', 'apps/the shop');
  expect(existsSync(join(repo, 'apps/the shop/.canon/config.yaml'))).toBe(true);
  expect(existsSync(join(repo, '.canon'))).toBe(false);
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo)).toEqual(data.written.map((path) => `apps/the shop/${path}`).sort());
  const index = box.git(repo, 'check-attr', 'merge', 'apps/the shop/plans/INDEX.md');
  expect(index).toContain('merge: canon');
  expect(box.git(repo, 'check-attr', 'merge', 'apps/the shop/workstreams/a/b.md')).toContain('merge: canon');
  expect(box.git(repo, 'check-attr', 'merge', 'apps/the shop/INDEX.md')).toContain('unspecified');
  // From now on it is found from inside, and init again means this one.
  expect((await init(box, join(repo, 'apps/the shop/docs'))).data.written).toEqual([]);
});

test('a second run changes nothing; before the commit it prints the command again', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const first = await init(box, repo);
  const second = await init(box, repo);
  expect(second.data).toMatchObject({ written: [], kept: [], removed: [] });
  expect(second.data.commit_command).toBe(first.data.commit_command);
  paste(box, repo, second.data.commit_command);
  const third = await init(box, repo);
  expect(third.data).toMatchObject({ written: [], commit_command: null });
  expect(box.git(repo, 'status', '--short')).toBe('');
  expect((await box.canon(repo, ['init'])).stdout).toContain('Everything is up to date.');
});

test('--dry-run writes nothing', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const planned = await init(box, repo, '--dry-run');
  expect(box.git(repo, 'status', '--short', '-uall')).toBe('');
  expect((await init(box, repo)).data.written).toEqual(planned.data.written);
});

test.each([
  ['LF', '* text=auto\n*.png binary\n', '\n'],
  ['no newline at the end', '* text=auto', '\n'],
  ['CRLF', '* text=auto\r\n*.png binary\r\n', '\r\n'],
])('an existing .gitattributes keeps every byte (%s)', async (_name, text, eol) => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.gitattributes'), text);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Attributes');
  const { data } = await init(box, repo);
  const after = box.read(join(repo, '.gitattributes'));
  expect(after.startsWith(text)).toBe(true);
  expect(after).toContain(`workstreams/**/*.md merge=canon${eol}`);
  expect(after.endsWith(`.canon/imports/*.json merge=canon${eol}`)).toBe(true);
  expect(after.split(/\r?\n/).length).toBe(after.split(eol).length);
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo)).toContain('.gitattributes');
  expect((await init(box, repo)).data.written).toEqual([]);
});

test("somebody's uncommitted lines in .gitattributes are not committed along", async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.gitattributes'), '* text=auto\n');
  const { data, diagnostics } = await init(box, repo);
  expect(diagnostics.map(({ code }) => code)).toContain('init-attributes-dirty');
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo)).not.toContain('.gitattributes');
});

test('a clone gets the merge driver, and lines of an earlier canon name it from then on', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  paste(box, repo, (await init(box, repo)).data.commit_command);
  const driver = (): string => box.git(repo, 'config', '--default', '', 'merge.canon.driver');
  expect(driver()).toContain('merge-driver -- %O %A %B');
  box.git(repo, 'config', '--remove-section', 'merge.canon');
  // As canon wrote them before it had a driver.
  const [attributes, manifest] = ['.gitattributes', '.canon/installed.json'].map((path) => join(repo, path));
  for (const file of [attributes, manifest] as string[])
    box.write(
      file,
      box
        .read(file)
        .replaceAll('merge=canon', 'merge=union')
        .replace(/^.*(?:\*\*\/\*\.md|imports\/\*\.json) merge=union.*\n/gm, '')
        .replace(/(learnings\/INDEX\*\.md merge=union"),/, '$1'),
    );
  box.git(repo, 'commit', '-qam', 'As it was');
  const before = box.read(attributes as string);
  const { data } = await init(box, repo);
  expect(driver()).toContain('merge-driver');
  expect(data.written).toEqual(['.gitattributes', '.canon/installed.json']);
  expect(box.read(attributes as string)).toBe(
    before.replaceAll('merge=union', 'merge=canon') +
      ['docs/sessions', 'workstreams', 'plans', 'docs/decisions', 'docs/learnings']
        .map((dir) => `${dir}/**/*.md merge=canon\n`)
        .join('') +
      '.canon/imports/*.json merge=canon\n',
  );
  paste(box, repo, data.commit_command);
  expect((await init(box, repo)).data.written).toEqual([]);
  box.git(repo, 'config', 'merge.canon.driver', 'ours %A');
  await init(box, repo);
  expect(driver()).toBe('ours %A');
  const ran = await box.canon(repo, ['uninstall', '--json'], BARE);
  expect(ran.code).toBe(0);
  expect(driver()).toBe('ours %A');
});

test('a merge setting that somebody chose for an index stays', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.gitattributes'), 'plans/INDEX*.md -merge\n');
  await init(box, repo);
  expect(box.read(join(repo, '.gitattributes')).match(/plans\/INDEX/g)).toHaveLength(1);
});

test('a newer canon updates what nobody changed, and keeps what somebody did', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await init(box, repo);
  const old = '#!/bin/sh\n# an older launcher\n';
  box.write(join(repo, '.canon/run'), old);
  const file = join(repo, '.canon/installed.json');
  const manifest = JSON.parse(box.read(file)) as { version: string; files: Record<string, string> };
  manifest.version = '0.0.1';
  manifest.files['.canon/run'] = hashOf(old);
  box.write(file, `${JSON.stringify(manifest, null, 2)}\n`);
  const skill = join(repo, '.agents/skills/resume/SKILL.md');
  appendFileSync(skill, 'Our own rule.\n');
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\nderived: always\n');

  const { data, diagnostics } = await init(box, repo);
  expect(data.written).toEqual(['.canon/run', '.canon/installed.json']);
  expect(data.kept).toEqual(['.agents/skills/resume/SKILL.md']);
  expect(diagnostics).toMatchObject([{ code: 'init-kept-changed', path: '.agents/skills/resume/SKILL.md' }]);
  expect(box.read(join(repo, '.canon/run'))).toContain('Finds canon');
  expect(statSync(join(repo, '.canon/run')).mode & 0o111).not.toBe(0);
  expect(box.read(skill)).toContain('Our own rule.');
  expect(box.read(join(repo, '.canon/config.yaml'))).toContain('derived: always');
  // Deleted, canon's own comes back.
  rmSync(skill);
  expect((await init(box, repo)).data.written).toEqual(['.agents/skills/resume/SKILL.md']);
});

test('a file checked out with CRLF counts as unchanged', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await init(box, repo);
  const skill = join(repo, '.agents/skills/resume/SKILL.md');
  box.write(skill, box.read(skill).replaceAll('\n', '\r\n'));
  expect((await init(box, repo)).data).toMatchObject({ written: [], kept: [] });
});

test('an older canon leaves what a newer one installed', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await init(box, repo);
  const newer = '#!/bin/sh\n# of the future\n';
  box.write(join(repo, '.canon/run'), newer);
  const file = join(repo, '.canon/installed.json');
  const manifest = JSON.parse(box.read(file)) as { version: string; files: Record<string, string> };
  manifest.version = '99.0.0';
  manifest.files['.canon/run'] = hashOf(newer);
  box.write(file, `${JSON.stringify(manifest, null, 2)}\n`);
  const { data, diagnostics } = await init(box, repo);
  expect(data.written).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toContain('init-older-canon');
  expect(box.read(join(repo, '.canon/run'))).toBe(newer);
});

test('a new operator gets skills; those of one who left go', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const operators = join(repo, '.canon/operators.yaml');
  paste(box, repo, (await init(box, repo)).data.commit_command);
  appendFileSync(operators, 'sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }\n');
  const added = await init(box, repo, '--host', 'agents');
  expect(added.data.written).toEqual([
    '.agents/skills/audit-sk/SKILL.md',
    '.agents/skills/build-sk/SKILL.md',
    '.agents/skills/handoff-sk/SKILL.md',
    '.agents/skills/plan-sk/SKILL.md',
    '.agents/skills/resume-sk/SKILL.md',
    '.canon/installed.json',
  ]);
  paste(box, repo, added.data.commit_command);
  box.write(operators, box.read(operators).replace(/^sergei.*\n/m, ''));
  const left = await init(box, repo);
  expect(left.data.removed).toEqual([
    '.agents/skills/audit-sk/SKILL.md',
    '.agents/skills/build-sk/SKILL.md',
    '.agents/skills/handoff-sk/SKILL.md',
    '.agents/skills/plan-sk/SKILL.md',
    '.agents/skills/resume-sk/SKILL.md',
  ]);
  expect(existsSync(join(repo, '.agents/skills/handoff-sk'))).toBe(false);
  paste(box, repo, left.data.commit_command);
  expect(changedBy(box, repo)).toEqual([
    '.agents/skills/audit-sk/SKILL.md',
    '.agents/skills/build-sk/SKILL.md',
    '.agents/skills/handoff-sk/SKILL.md',
    '.agents/skills/plan-sk/SKILL.md',
    '.agents/skills/resume-sk/SKILL.md',
    '.canon/installed.json',
  ]);
});

test('hosts: those asked for, those found, .agents always', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  expect((await init(box, repo, '--dry-run')).data.hosts).toEqual(['claude-code', 'agents']);
  expect((await init(box, repo, '--dry-run', '--host', 'claude-code')).data.hosts).toEqual(['claude-code']);
  box.write(join(repo, 'AGENTS.md'), '# Agents\n');
  expect((await init(box, repo, '--dry-run')).data.hosts).toEqual(['agents']);
  box.write(join(repo, 'CLAUDE.md'), '# Claude\n');
  expect((await init(box, repo, '--dry-run')).data.hosts).toEqual(['claude-code', 'agents']);
  box.write(join(box.env['HOME'] ?? '', '.codex/config.toml'), '');
  expect((await init(box, repo, '--dry-run')).data.hosts).toEqual(['claude-code', 'agents', 'codex']);
});

test('without an e-mail in git all else is set up, and it says what to do', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(box.env['HOME'] ?? '', '.gitconfig'), '[init]\n\tdefaultBranch = main\n');
  const { diagnostics } = await init(box, repo);
  expect(diagnostics.map(({ code }) => code)).toEqual(['init-no-email']);
  expect(existsSync(join(repo, '.agents/skills/handoff/SKILL.md'))).toBe(true);
  box.git(repo, 'config', 'user.email', 'anna@example.com');
  box.git(repo, 'config', 'user.name', 'Anna Maria');
  const again = await init(box, repo);
  expect(again.data.written).toContain('.canon/operators.yaml');
  expect(again.data.written).toContain('.agents/skills/handoff-am/SKILL.md');
});

test('what git ignores is written, left out of the command, and named', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.gitignore'), '.claude/\n');
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Ignore');
  const { data, diagnostics } = await init(box, repo, '--host', 'claude-code', '--host', 'agents');
  expect(diagnostics).toMatchObject([{ code: 'init-ignored' }, { code: 'init-operator-added' }].reverse());
  expect(existsSync(join(repo, '.claude/skills/resume/SKILL.md'))).toBe(true);
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo).filter((path) => path.startsWith('.claude'))).toEqual([]);
});

test('a link out of the repository is refused before anything is written', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  mkdirSync(join(box.dir, 'elsewhere'));
  symlinkSync(join(box.dir, 'elsewhere'), join(repo, '.claude'));
  const ran = await box.canon(repo, ['init'], BARE);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('(E_PATH_OUTSIDE)');
  expect(existsSync(join(repo, '.canon'))).toBe(false);
});

test('skills of two hosts that are one folder are written once', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  mkdirSync(join(repo, '.agents/skills'), { recursive: true });
  mkdirSync(join(repo, '.claude'));
  symlinkSync('../.agents/skills', join(repo, '.claude/skills'));
  const { data } = await init(box, repo);
  expect(data.written.filter((path) => path.endsWith('handoff/SKILL.md'))).toEqual([
    '.agents/skills/handoff/SKILL.md',
  ]);
  paste(box, repo, data.commit_command);
  expect((await init(box, repo)).data.written).toEqual([]);
});

test('on a branch that is not the default one the folders come with their first record', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.git(repo, 'switch', '-qc', 'topic');
  const { data } = await init(box, repo);
  expect(data.written.filter((path) => path.includes('INDEX'))).toEqual([]);
});
