import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { offplan } from './records.ts';

test('index writes every index page and Session Log, once', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const first = await box.canon(repo, ['index', '--json']);
  expect(JSON.parse(first.stdout)).toMatchObject({
    data: {
      findings: [],
      records: 6,
      fixed: [
        'docs/sessions/INDEX.md',
        'workstreams/INDEX.md',
        'plans/INDEX.md',
        'docs/learnings/INDEX.md',
        'workstreams/canonical-store-flip.md',
      ],
    },
  });
  expect(box.read(join(repo, 'docs/sessions/INDEX.md'))).toContain('[RT-260511-01](RT-260511-01.md)');
  const log = box.read(join(repo, 'workstreams/canonical-store-flip.md'));
  expect(log).toContain(
    '- 2026-05-11 [RT-260511-01](../docs/sessions/RT-260511-01.md) — P2 + P3 of the flip',
  );
  // What a person wrote in the section stays.
  expect(log).toContain('Begun in May.');
  const again = await box.canon(repo, ['index', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ data: { fixed: [] } });
  expect((await box.canon(repo, ['index', '--check'])).code).toBe(0);
});

test('index --check finds what is out of date, exits 1 and writes nothing', async () => {
  const box = sandbox();
  const repo = offplan(box);
  await box.canon(repo, ['index']);
  box.write(join(repo, 'plans/INDEX.md'), `${box.read(join(repo, 'plans/INDEX.md'))}edited\n`);
  const before = box.git(repo, 'status', '--short');
  const ran = await box.canon(repo, ['index', '--check', '--json']);
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    schema: 'canon.index/1',
    data: { findings: [{ code: 'stale-derived', severity: 'warning', path: 'plans/INDEX.md' }], fixed: [] },
  });
  const text = await box.canon(repo, ['index', '--check']);
  expect(text.code).toBe(1);
  expect(text.stdout).toContain('plans/INDEX.md');
  expect(box.git(repo, 'status', '--short')).toBe(before);
});

test('index --dry-run says what it would write and writes nothing', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const ran = await box.canon(repo, ['index', '--dry-run']);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('would write  plans/INDEX.md');
  expect(box.git(repo, 'status', '--short')).toBe('');
});

test('on another branch nothing is written, unless the configuration says always', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.git(repo, 'switch', '-qc', 'topic');
  const elsewhere = await box.canon(repo, ['index']);
  expect(elsewhere.code).toBe(0);
  expect(elsewhere.stderr).toContain('derived text is written on main only, and this is topic');
  expect(box.git(repo, 'status', '--short')).toBe('');
  expect((await box.canon(repo, ['index', '--check'])).code).toBe(0);
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\nderived: always\n');
  await box.canon(repo, ['index']);
  expect(existsSync(join(repo, 'plans/INDEX.md'))).toBe(true);
});

test('an INDEX.md that somebody wrote by hand is left alone, and named', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(join(repo, 'plans/INDEX.md'), '# Our plans\n\nWritten with care.\n');
  const ran = await box.canon(repo, ['index']);
  expect(ran.stderr).toContain('plans/INDEX.md: this file was not made by canon');
  expect(box.read(join(repo, 'plans/INDEX.md'))).toBe('# Our plans\n\nWritten with care.\n');
});

test('a month page that no row needs any more goes', async () => {
  const box = sandbox();
  const repo = offplan(box);
  await box.canon(repo, ['index']);
  const mark = box.read(join(repo, 'plans/INDEX.md')).split('\n')[0] ?? '';
  box.write(join(repo, 'plans/INDEX-2020-01.md'), `${mark}\n# Plans, 2020-01\n`);
  await box.canon(repo, ['index']);
  expect(existsSync(join(repo, 'plans/INDEX-2020-01.md'))).toBe(false);
});

test('what a merge without the driver has left is repaired, in the midst of a rebase, too; what people wrote is told', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const file = 'workstreams/canonical-store-flip.md';
  await box.canon(repo, ['index']);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Records');
  const write = (id: string, goal: string): void => {
    const session = box.read(join(repo, 'docs/sessions/RT-260511-01.md')).replaceAll('RT-260511-01', id);
    box.write(join(repo, `docs/sessions/${id}.md`), session);
    const text = box.read(join(repo, file));
    box.write(join(repo, file), text.replace(/^## Tasks$/m, `## Goal\n\n${goal}\n\n## Tasks`));
  };
  box.git(repo, 'switch', '-qc', 'topic');
  write('RT-260512-01', 'Theirs.');
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Theirs');
  // As two clones' main would have it: on a branch of one clone derived text is not written.
  const config = ['-c', 'core.editor=true'];
  box.git(repo, 'branch', '-qM', 'main', 'old');
  box.git(repo, 'branch', '-qM', 'topic', 'main');
  await box.canon(repo, ['index']);
  box.git(repo, 'commit', '-qam', 'Index');
  box.git(repo, 'switch', '-q', 'old');
  write('RT-260512-02', 'Ours.');
  box.git(repo, 'branch', '-qM', 'main', 'theirs');
  box.git(repo, 'branch', '-qM', 'old', 'main');
  await box.canon(repo, ['index']);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Ours');
  expect(() => box.git(repo, ...config, 'rebase', '-q', 'theirs')).toThrow('rebase');
  const { stdout, code } = await box.canon(repo, ['index', '--json']);
  const { data, diagnostics } = JSON.parse(stdout) as {
    data: { fixed: string[] };
    diagnostics: { code: string; path?: string; line?: number }[];
  };
  expect(code).toBe(0);
  expect(data.fixed).toEqual(['docs/sessions/INDEX.md', file]);
  const merged = box.read(join(repo, file));
  expect(merged).toMatch(/RT-260512-02.*\n.*RT-260512-01.*\n.*RT-260511-01/);
  expect(merged.match(/^<{7}.*\n\n?(?:Theirs|Ours)\./gm)).toHaveLength(1);
  const line = merged.slice(0, merged.indexOf('<<<<<<<')).split('\n').length;
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'index-conflict-left', path: file, line }),
  );
});
