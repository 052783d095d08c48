import { expect, test } from 'vitest';
import { mergeReports } from '../../../src/import/report/merge-reports.ts';
import { item, LATER, report } from './kit.ts';

const merge = (base: string, ours: string, theirs: string): Promise<string | undefined> =>
  mergeReports('.canon/imports/handoffs-notes.json', [base, ours, theirs]);

test('what either side has imported is in the report of both', async () => {
  const both = report([item('a')], { at: LATER });
  expect(await merge('', report([item('a')]), both)).toBe(both);
  expect(
    await merge(
      report([item('a'), item('b'), item('c')]),
      report([item('a', 'd'), item('b'), item('mine')], { at: LATER, passed: 2 }),
      report([item('a'), item('b'), item('c'), item('theirs')]),
    ),
  ).toBe(report([item('a', 'd'), item('b'), item('mine'), item('theirs')], { at: LATER, passed: 2 }));
});

test('two that made something else of one thing have an entry each, whichever side is merged into which', async () => {
  const [mine, other] = [report([item('a')]), report([item('a', 'd')], { at: LATER })];
  const both = report([item('a'), item('a', 'd')], { at: LATER });
  expect(await merge('', mine, other)).toBe(both);
  expect(await merge('', other, mine)).toBe(both);
  // Both have updated it; one took it back, which the other went on with.
  const [c, e] = [item('a', 'c'), item('a', 'e')];
  expect(await merge(report([c]), report([item('a')]), report([e]))).toBe(report([item('a'), e]));
  expect(await merge(report([c]), report([]), report([e]))).toBe(report([e]));
  // What both came to is one, whatever each was in doubt about.
  const doubt = { ...item('a'), doubts: ['date' as const] };
  expect(await merge('', mine, report([doubt]))).toBe(await merge('', report([doubt]), mine));
});

test('what is no report, or one of another source, is for people', async () => {
  expect(await merge('', report([]), report([], { name: 'others' }))).toBeUndefined();
  expect(await merge('', '{}', report([]))).toBeUndefined();
  expect(await merge('{}', report([]), report([]))).toBeUndefined();
});
