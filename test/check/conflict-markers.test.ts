import { expect, it } from 'vitest';
import { conflictLines } from '../../src/check/conflict-markers.ts';
import { readFileFully } from '../../src/check/read-file.ts';
import { conflictMarker } from '../../src/check/rules/conflict-marker.ts';
import { sessionText } from '../support/records.ts';

it.each<[string, string, number[]]>([
  ['a conflict', 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n', [2]],
  [
    'two of them, with CRLF',
    '<<<<<<< a\r\n=======\r\n>>>>>>> b\r\nx\r\n<<<<<<< c\r\n=======\r\n>>>>>>> d',
    [1, 5],
  ],
  ['half of one', 'a\n=======\nc\n>>>>>>> topic\n', [4]],
  ['one that has lost its end', 'a\n<<<<<<<\nb\n', [2]],
  ['nothing in a fence', '```\n<<<<<<< HEAD\n=======\n>>>>>>> x\n```\n~~~sh\n<<<<<<< a\n~~~\nz\n', []],
  ['one behind a fence', '```\n<<<<<<< HEAD\n```\nz\n<<<<<<< x\n', [5]],
  ['no heading, quote or mention', 'Title\n=======\n> > > > > > > x\n see <<<<<<< HEAD\n<<<<<<<<<< x\n', []],
])('finds %s', (_what, text, lines) => {
  expect(conflictLines(text)).toEqual(lines);
});

it.each<[string, string, Record<string, unknown>[]]>([
  ['two sessions', '12:00', [{ derived: false, met: 'RT-260511-01', under_way: false }]],
  ['two versions of one', '10:00', [{ derived: false }, { derived: false }]],
])('tells %s by what the sides say of who and when', async (_what, time, args) => {
  const conflict = (ours: string, theirs: string): string =>
    `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> topic\n`;
  const text = sessionText('RT-260511-01', { created: '2026-05-11T10:00:00+02:00' }).replace(
    /created: .*\n/,
    (line) => conflict(line, line.replace('10:00:00', `${time}:00`)),
  );
  const file = await readFileFully('docs/sessions/RT-260511-01.md', 'session', text + conflict('a\n', 'b\n'));
  const sight = { prefix: '', exists: () => true, invariants: [], isBeingWritten: () => false };
  expect((await conflictMarker.checkLinks(file, sight)).map((one) => one.args)).toEqual(args);
});
