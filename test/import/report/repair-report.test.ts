import { expect, test } from 'vitest';
import { repairReport } from '../../../src/import/report/repair-report.ts';
import type { ReportItem } from '../../../src/store/imports/report.ts';
import { AT, item, LATER, report } from './kit.ts';

const PATH = '.canon/imports/handoffs-notes.json';

const line = (one: ReportItem): string => `    ${JSON.stringify(one)}`;

test('a report with the conflicts of both sides holds what either has imported', async () => {
  const marked = report([item('a')])
    .replace(
      `  "at": "${AT}",`,
      `<<<<<<< HEAD\n  "at": "${AT}",\n=======\n  "at": "${LATER}",\n>>>>>>> topic`,
    )
    .replace(
      line(item('a')),
      `<<<<<<< HEAD\n${line(item('a'))},\n${line(item('b'))}\n=======\n${line(item('a'))},\n${line(item('c'))}\n>>>>>>> topic`,
    );
  const both = report([item('a'), item('b'), item('c')], { at: LATER });
  expect(await repairReport(PATH, marked)).toBe(both);
  expect(await repairReport(PATH, marked.replaceAll('\n', '\r\n'))).toBe(both);
  // What one side has taken away stays away where it is known that both began with it.
  expect(await repairReport(PATH, marked, report([item('a'), item('b')]))).toBe(
    report([item('a'), item('c')], { at: LATER }),
  );
  const base = marked.replaceAll('=======', `||||||| base\n${line(item('b'))}\n=======`);
  expect(await repairReport(PATH, base)).toBeDefined();
});

test('lines that a merge has put together without a comma, or twice, are lines of it', async () => {
  const two = report([item('a'), item('b')]);
  expect(await repairReport(PATH, two.replace('},\n', '}\n'))).toBe(two);
  expect(await repairReport(PATH, two.replace(`${line(item('b'))}\n`, `${line(item('b'))},\n`))).toBe(two);
  const twice = two.replace(`${line(item('a'))},\n`, `${line(item('a'))}\n${line(item('a'))}\n`);
  expect(await repairReport(PATH, twice)).toBe(two);
});

test('a sound report stays as it is, and what no import has written is for people', async () => {
  const sound = report([item('a')]);
  expect(await repairReport(PATH, sound)).toBeUndefined();
  const mark = (text: string): string =>
    text.replace('  "passed": 0', `<<<<<<< HEAD\n  "passed": 0\n=======\n  "passed": 1\n>>>>>>> x`);
  expect(await repairReport(PATH, mark(sound))).toBe(sound);
  expect(
    await repairReport(PATH, mark(sound.replace('"assets"', 'Note to self.\n  "assets"'))),
  ).toBeUndefined();
  expect(await repairReport(PATH, mark(sound.replace(/[}],?\n {2}\]/, '\n  ]')))).toBeUndefined();
  expect(await repairReport(PATH, mark(sound).replace('docs/learnings', '../x'))).toBeUndefined();
  expect(await repairReport(PATH, '<<<<<<< HEAD\n')).toBeUndefined();
});
