import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkState } from '../../src/store/cache-files.ts';
import { followCommit } from '../../src/store/follow-commit.ts';
import type { Project } from '../../src/store/project.ts';
import { readRows } from '../../src/store/rows.ts';
import { projectAt } from '../support/project.ts';
import { sessionText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { rowsOnDisk } from './rows-on-disk.ts';

const OLD = 'docs/sessions/RT-260511-01.md';
const NEW = 'docs/sessions/RT-260511-02.md';

/** A repository whose rows are kept, and then a commit that adds one record and edits another. */
async function committed(): Promise<{
  box: Sandbox;
  repo: string;
  project: Project;
  from: string;
  to: string;
}> {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, OLD), sessionText('RT-260511-01'));
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Records');
  const project = await projectAt(box, repo);
  await readRows(project);
  const from = box.git(repo, 'rev-parse', 'HEAD');
  box.write(join(repo, NEW), sessionText('RT-260511-02'));
  box.write(join(repo, OLD), EDITED);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'More');
  return { box, repo, project, from, to: box.git(repo, 'rev-parse', 'HEAD') };
}

const EDITED = sessionText('RT-260511-01').replace(/^title: .*$/m, 'title: Edited');
const FILES = [
  { path: NEW, text: sessionText('RT-260511-02') },
  { path: OLD, text: EDITED },
  { path: 'docs/sessions/INDEX.md', text: '# Sessions\n' },
];

test('kept rows follow a commit whose files are known', async () => {
  const { project, from, to } = await committed();
  await followCommit(project, from, to, FILES);
  expect(readWorkState(project)?.commit).toBe(to);
  expect((await readRows(project)).all()).toEqual(await rowsOnDisk(project));
});

test('they stay where they are if they are of another commit, or if a record went away', async () => {
  const { project, from, to } = await committed();
  await followCommit(project, to, from, FILES);
  expect(readWorkState(project)?.commit).toBe(from);
  await followCommit(project, from, to, [{ path: OLD, text: null }]);
  expect(readWorkState(project)?.commit).toBe(from);
  expect((await readRows(project)).all()).toEqual(await rowsOnDisk(project));
});

test('a record that lay there before it was committed is not found twice', async () => {
  const { box, repo, project } = await committed();
  const path = 'docs/sessions/RT-260511-03.md';
  const text = sessionText('RT-260511-03');
  box.write(join(repo, path), text);
  await readRows(project);
  const from = box.git(repo, 'rev-parse', 'HEAD');
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'That one');
  const to = box.git(repo, 'rev-parse', 'HEAD');
  await followCommit(project, from, to, [{ path, text }]);
  expect((await readRows(project)).all()).toEqual(await rowsOnDisk(project));
});
