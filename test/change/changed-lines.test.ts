import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedLines } from '../../src/change/changed-lines.ts';
import { lineHunks } from '../../src/change/line-hunks.ts';

const told = (before: string | null, after: string | null): unknown[] =>
  changedLines('a.md', before, after).map(({ line, before: was, after: is }) => [line, was, is]);

it.each<[string, string | null, string | null, unknown[]]>([
  ['nothing', 'a\nb\n', 'a\r\nb\r\n', []],
  ['a line that reads differently', 'a\nb\nc\n', 'a\nB\nc\n', [[2, 'b', 'B']]],
  ['a line that was put in', 'a\nb\n', 'a\nnew\nb\n', [[2, null, 'new']]],
  ['a line that went', 'a\nb\nc\n', 'a\nc\n', [[2, 'b', null]]],
  [
    'one put in above and one that reads differently below',
    'title: A\nkind: plan\nstatus: draft\n',
    'title: A\nplan: b\nkind: plan\nstatus: done\n',
    [
      [2, null, 'plan: b'],
      [3, 'status: draft', 'status: done'],
    ],
  ],
  [
    'one put in above and one that went below',
    'a\nb\nc\nd\n',
    'new\na\nb\nc\n',
    [
      [1, null, 'new'],
      [4, 'd', null],
    ],
  ],
  [
    'one that reads differently, and right below it a new one',
    'status: draft\nkind: plan\n',
    'status: ratified\nratified: 2026-05-11\nkind: plan\n',
    [
      [1, 'status: draft', 'status: ratified'],
      [2, null, 'ratified: 2026-05-11'],
    ],
  ],
  [
    'one that reads differently, and right above it a new one',
    '- [ ] w1 pay\n',
    'Now:\n- [x] w1 pay\n',
    [
      [1, null, 'Now:'],
      [1, '- [ ] w1 pay', '- [x] w1 pay'],
    ],
  ],
  ['a new file', null, 'a\nb', [[1, null, 'a\nb']]],
  ['a file that went', 'a\nb', null, [[1, 'a\nb', null]]],
])('tells %s', (_what, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

it('tells all that is different, and nothing else', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const out: string[] = [];
      let from = 0;
      for (const { at, gone, come } of lineHunks(old, now)) {
        expect(old.slice(at, at + gone.length)).toEqual(gone);
        out.push(...old.slice(from, at), ...come);
        from = at + gone.length;
      }
      expect([...out, ...old.slice(from)]).toEqual(now);
    }),
  );
});
