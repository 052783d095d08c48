import { expect, it } from 'vitest';
import { conflictLines } from '../../src/check/conflict-markers.ts';

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
