import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { field } from '../handoff/field.ts';

const PROCESSES = 50;

it(`gives ${PROCESSES} processes in three work trees of one clone at once ${PROCESSES} different ids`, async () => {
  const place = field({ remote: false });
  const trees = [place.repo, join(place.box.dir, 'b'), join(place.box.dir, 'c')];
  for (const tree of trees.slice(1)) place.git('worktree', 'add', '-q', '--detach', tree);
  const runs = await Promise.all(
    Array.from({ length: PROCESSES }, (_, at) => place.canon(['claim'], { at: trees[at % 3] ?? '' })),
  );
  for (const ran of runs) expect(ran.code, ran.stderr).toBe(0);
  const ids = runs.map(({ stdout }) => stdout.trim()).toSorted();
  const wanted = Array.from({ length: PROCESSES }, (_, at) => `RT-260511-${String(at + 1).padStart(2, '0')}`);
  expect(ids).toEqual(wanted);
  expect(readdirSync(join(place.repo, '.git/canon/claims')).toSorted()).toEqual(wanted);
});
