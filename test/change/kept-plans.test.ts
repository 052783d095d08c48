import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepPlan, keptPaths, keptPlan } from '../../src/change/kept-plans.ts';
import { sandbox } from '../support/sandbox.ts';
import { bench, flipRepo, handoffOf } from './kit.ts';

const COMMIT = 'a'.repeat(40);

test('the paths of a kept plan are known without its texts', async () => {
  const box = sandbox();
  const { project } = await bench(box, flipRepo(box));
  const { commit: message, files } = handoffOf('RT-260511-01');
  const odd = {
    path: 'docs/a "b" \\ c.md',
    edit: { op: 'write', text: '"paths":["x"]' },
    expect: 'any',
  } as const;
  await keepPlan(project, COMMIT, { message, files: [...files, odd] }, null);
  expect(keptPaths(project, COMMIT)).toEqual([...new Set(files.map(({ path }) => path)), odd.path]);
  // What is written whole is in the commit.
  const lean = [...files, odd].map((file) =>
    file.edit.op === 'write' ? { ...file, edit: { op: 'write', text: '' } } : file,
  );
  expect((await keptPlan(project, COMMIT))?.files).toEqual(lean);
});

test('they are not known of other commits, of plans kept by an older version, of a file that is cut', async () => {
  const box = sandbox();
  const { project } = await bench(box, flipRepo(box));
  expect(keptPaths(project, COMMIT)).toBeUndefined();
  const { commit: message, files } = handoffOf('RT-260511-01');
  await keepPlan(project, COMMIT, { message, files }, null);
  const file = join(project.local, 'unpushed', `${COMMIT}.json`);
  for (const text of [JSON.stringify({ message, files }), '', '{"paths":["docs/a', 'null']) {
    writeFileSync(file, text);
    expect(keptPaths(project, COMMIT)).toBeUndefined();
  }
});
