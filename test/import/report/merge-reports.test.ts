import { expect, test } from 'vitest';
import { formatReport } from '../../../src/import/report/format-report.ts';
import { mergeReports } from '../../../src/import/report/merge-reports.ts';
import type { Report, ReportItem } from '../../../src/store/imports/report.ts';

const item = (id: string, hash = 'a'): ReportItem => ({
  id,
  path: id,
  hash: hash.repeat(64),
  record: `learning:${id}`,
  file: `docs/learnings/${id}.md`,
  result: 'b'.repeat(64),
});
const report = (items: readonly ReportItem[], more: Partial<Report> = {}): string =>
  formatReport({
    format: 1,
    source: 'handoffs',
    name: 'notes',
    at: '2026-06-01T09:00:00+02:00',
    items,
    assets: [],
    passed: 0,
    ...more,
  });
const LATER = '2026-06-02T09:00:00+02:00';
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

test('two that made something else of one thing are for people', async () => {
  expect(await merge('', report([item('a')]), report([item('a', 'd')]))).toBeUndefined();
  expect(await merge(report([item('a')]), report([]), report([item('a', 'd')]))).toBeUndefined();
  expect(await merge('', report([]), report([], { name: 'others' }))).toBeUndefined();
  expect(await merge('', '{}', report([]))).toBeUndefined();
  expect(await merge('{}', report([]), report([]))).toBeUndefined();
});
