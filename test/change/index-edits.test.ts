import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexEdits } from '../../src/change/index-edits.ts';
import { rowSet } from '../../src/store/row-set.ts';
import { changedIndexPages, indexPages } from '../../src/work/index-pages.ts';
import { progressReader } from '../../src/work/progress.ts';
import type { Row } from '../../src/work/row.ts';
import { runs } from '../support/runs.ts';

const dir = 'docs/sessions';
const counts = progressReader([]);
// Ids of which one begins another, and with a mark that sorts before the dot of the file's ending.
const idOf = (n: number): string => (n % 3 === 0 ? `RT-${n}-x` : `RT-${n}`);
const row = (n: number, created: string | undefined, more: Partial<Row> = {}): Row => ({
  path: `${dir}/${idOf(n)}.md`,
  kind: 'session',
  id: idOf(n),
  title: `Session ${n}`,
  ...(created === undefined ? {} : { created }),
  ...more,
});

const two = (value: number): string => String(value).padStart(2, '0');
const created = fc.option(
  fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(1, 2, 14, 27, 28),
      fc.nat({ max: 23 }),
      fc.constantFrom('+14:00', '-12:00', '+02:00', 'Z'),
    )
    .map(([month, day, hour, offset]) => `2026-${two(month)}-${two(day)}T${two(hour)}:30:00${offset}`),
  { nil: undefined, freq: 12 },
);
const kindOf = fc.constantFrom<Partial<Row>>(
  {},
  {},
  {},
  {},
  {},
  { stub: true },
  { fault: { code: 'E' } },
  {
    kind: 'plan',
  },
);

test('the pages are those of work, whatever comes, goes or changes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(created, kindOf), { minLength: 150, maxLength: 420 }),
      fc.array(fc.tuple(fc.nat(500), created, kindOf), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(419), { maxLength: 2 }),
      (old, fresh, removed) => {
        const before = old.map(([when, more], n) => row(n, when, more));
        const now = [...new Map(fresh.map(([n, when, more]) => [n, row(n, when, more)])).values()];
        const changed = new Set([
          ...now.map(({ path }) => path),
          ...removed.map((n) => `${dir}/${idOf(n)}.md`),
        ]);
        const after = [...before.filter(({ path }) => !changed.has(path)), ...now];
        const rows = rowSet(undefined, new Set(), before);
        const wanted = changedIndexPages('session', before, after, { dir });
        const found = indexEdits('session', rows, changed, now, dir, false, counts);
        const texts = (pages: readonly { file: string; text: string }[]) =>
          Object.fromEntries(pages.map(({ file, text }) => [file, text]));
        expect(found.gone.toSorted()).toEqual(wanted.gone.toSorted());
        const all = texts(indexPages('session', after, { dir }));
        for (const { file, text } of found.pages) expect(text).toBe(all[file]);
        // A page may be written although it reads the same; none may be forgotten.
        const old_ = texts(indexPages('session', before, { dir }));
        const differing = Object.keys(all).filter((file) => all[file] !== old_[file]);
        expect(found.pages.map(({ file }) => file)).toEqual(expect.arrayContaining(differing));
        expect(texts(indexEdits('session', rows, changed, now, dir, true, counts).pages)).toEqual(all);
      },
    ),
    { numRuns: runs(20) },
  );
});

test('a new session touches the first page and the month of the row that falls off it', () => {
  const before = Array.from({ length: 450 }, (_, n) => {
    const day = new Date(Date.UTC(2026, 0, 10) + n * 6 * 3_600_000).toISOString().slice(0, 19);
    return row(n, `${day}+00:00`);
  });
  const next = row(900, '2026-05-11T10:00:00+02:00');
  const { pages, gone } = indexEdits(
    'session',
    rowSet(undefined, new Set(), before),
    new Set([next.path]),
    [next],
    dir,
    false,
    counts,
  );
  expect(gone).toEqual([]);
  expect(pages.map(({ file }) => file)).toEqual(['INDEX.md', 'INDEX-2026-03.md']);
});
