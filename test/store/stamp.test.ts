import {
  appendFileSync,
  lstatSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { look } from '../../src/store/look.ts';
import type { Project } from '../../src/store/project.ts';
import { readRows } from '../../src/store/rows.ts';
import { stampAfter, stampOf } from '../../src/store/stamp.ts';
import { projectAt } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

async function app(): Promise<{ box: Sandbox; repo: string; project: Project }> {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, 'docs/sessions/RT-260511-01.md'), sessionText('RT-260511-01'));
  box.write(join(repo, 'workstreams/email.md'), workstreamText('E-mail'));
  box.write(join(repo, '.gitignore'), 'docs/learnings/\n');
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Records');
  box.write(join(repo, 'docs/learnings/ignored.md'), '# Ignored\n');
  box.write(join(repo, 'plans/untracked.md'), '# Untracked\n');
  return { box, repo, project: await projectAt(box, repo) };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

/** The stamp of an answer that is kept, and what the next command makes of it. */
async function answer(project: Project): Promise<string | undefined> {
  await settle();
  const seen = await look(project);
  await readRows(project, seen);
  return stampAfter(project, seen);
}
const now = async (project: Project): Promise<string | undefined> => stampOf(project, await look(project));

describe('a stamp', () => {
  test('stays the same while nothing changes, from the first answer on', async () => {
    const { project } = await app();
    const stamp = await answer(project);
    expect(stamp).toBeDefined();
    expect(await now(project)).toBe(stamp);
    expect(await answer(project)).toBe(stamp);
  });

  const edit = (file: string): void => {
    const { atime, mtime } = lstatSync(file);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/[a-z]/, 'x'));
    utimesSync(file, atime, mtime);
  };
  test.each<[string, (repo: string, box: Sandbox) => void]>([
    ['an edit of a tracked file', (repo) => edit(join(repo, 'workstreams/email.md'))],
    ['an edit of an untracked file', (repo) => edit(join(repo, 'plans/untracked.md'))],
    ['an edit of an ignored file', (repo) => edit(join(repo, 'docs/learnings/ignored.md'))],
    ['a new ignored file', (repo) => writeFileSync(join(repo, 'docs/learnings/new.md'), '')],
    ['a new file in a new folder', (repo, box) => box.write(join(repo, 'plans/a/b.md'), '')],
    ['a removal', (repo) => rmSync(join(repo, 'docs/learnings/ignored.md'))],
    ['a link', (repo) => symlinkSync('untracked.md', join(repo, 'plans/link.md'))],
    ['a file that is staged', (repo, box) => void box.git(repo, 'add', 'plans')],
    ['a commit', (repo, box) => void box.git(repo, 'commit', '-q', '--allow-empty', '-m', 'x')],
    ['another branch', (repo, box) => void box.git(repo, 'switch', '-qc', 'topic')],
    ['what is kept being lost', (repo) => rmSync(join(repo, '.git/canon'), { recursive: true })],
  ])('differs after %s', async (_what, change) => {
    const { box, repo, project } = await app();
    const stamp = await answer(project);
    expect(stamp).toBeDefined();
    change(repo, box);
    expect(await now(project)).not.toBe(stamp);
  });

  test('follows a dirty file through every edit', async () => {
    const { repo, project } = await app();
    const seen = new Set<string | undefined>();
    for (let round = 0; round < 3; round += 1) {
      appendFileSync(join(repo, 'workstreams/email.md'), 'x');
      seen.add(await answer(project));
    }
    expect(seen.size).toBe(3);
  });

  test('is not given while a file is so new that it could change again unseen', async () => {
    const { repo, project } = await app();
    await answer(project);
    writeFileSync(join(repo, 'plans/untracked.md'), '# Again\n');
    const seen = await look(project);
    await readRows(project, { ...seen, clock: lstatSync(join(repo, 'plans/untracked.md')).mtimeMs });
    expect(
      stampAfter(project, { ...seen, clock: lstatSync(join(repo, 'plans/untracked.md')).mtimeMs }),
    ).toBeUndefined();
  });

  test('is not given when what is kept could not be brought up to date', async () => {
    const { repo, project } = await app();
    await answer(project);
    writeFileSync(join(repo, 'plans/one-more.md'), '# One more\n');
    await settle();
    // As if the disk were full: rows were read, and nothing was kept.
    expect(await now(project)).toBeUndefined();
    await settle();
    expect(stampAfter(project, await look(project))).toBeUndefined();
  });
});
