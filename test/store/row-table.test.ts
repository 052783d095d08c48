import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../src/record/kinds.ts';
import { headOf } from '../../src/store/row-head.ts';
import { rowSet } from '../../src/store/row-set.ts';
import { addRow, rowPack } from '../../src/store/row-pack.ts';
import { encodeTable, type TableBytes } from '../../src/store/row-encode.ts';
import { openTable } from '../../src/store/row-open.ts';
import { tableOfBytes } from '../../src/store/row-table.ts';
import { newestFirst } from '../../src/work/order.ts';
import type { Row } from '../../src/work/row.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'Z', '-', ' ', '\n', '"', '\\', 'ж', '😀', '\0'),
  maxLength: 8,
});
const created = fc.constantFrom(
  undefined,
  'some day',
  '2026-05-11',
  '2026-05-11T10:00:00+02:00',
  '2026-05-11T08:00:00Z',
  '2026-05-12T00:00:00+05:30',
);
const row: fc.Arbitrary<Row> = fc
  .record(
    {
      kind: fc.constantFrom(...KINDS),
      name: fc.string({ unit: fc.constantFrom('a', 'b', 'Я', ' ', "'"), minLength: 1, maxLength: 4 }),
      title: text,
      created,
      owner: fc.constantFrom('roman', 'sergei'),
      status: text,
      workstream: text,
      tags: fc.array(fc.constantFrom('ops', 'infra'), { minLength: 1, maxLength: 3 }),
      closes: fc.constant(['x#w1']),
      supersedes: fc.constant(['a']),
      stub: fc.constant(true as const),
      waiting: fc.array(fc.record({ id: fc.constant('w1'), text, open: fc.boolean(), line: fc.nat(9) })),
    },
    { requiredKeys: ['kind', 'name', 'title'] },
  )
  .map(({ name, created, ...rest }) => ({
    ...rest,
    ...(created === undefined ? {} : { created }),
    path: `${rest.kind}s/${name}.md`,
    id: name,
  }));
const rows = fc.uniqueArray(row, { selector: ({ path }) => path, maxLength: 30 });

const bytesOf = (list: readonly Row[]): TableBytes => {
  const pack = rowPack();
  for (const one of list) addRow(pack, one);
  return encodeTable(pack, { commit: 'x' });
};
const byPath = (list: readonly Row[]): Row[] => [...list].sort((a, b) => (a.path < b.path ? -1 : 1));
const inOrder = (list: readonly Row[]): Row[] => newestFirst(byPath(list));

describe('a table of rows', () => {
  test('gives back the rows it was made of, newest first, and their heads', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const table = tableOfBytes(bytesOf(list));
        if (!table) throw new Error('not decoded');
        const set = rowSet(table);
        expect(set.size).toBe(list.length);
        expect(set.all()).toEqual(inOrder(list));
        const heads: unknown[] = [];
        set.each((head) => void heads.push(copy(head)));
        expect(heads).toEqual(set.all().map((one) => copy(headOf(one))));
        expect(table.about).toEqual({ commit: 'x' });
      }),
      { numRuns: 200 },
    );
  });

  test('with rows taken away and put in is the same as one made of what is left', () => {
    fc.assert(
      fc.property(rows, rows, fc.array(fc.nat(30)), (base, extra, away) => {
        const added = byPath(extra);
        const hidden = new Set([
          ...away.flatMap((at) => base[at]?.path ?? []),
          ...added.map(({ path }) => path),
        ]);
        const table = tableOfBytes(bytesOf(base));
        const set = rowSet(table, hidden, added);
        const whole = [...base.filter(({ path }) => !hidden.has(path)), ...added];
        expect(set.size).toBe(whole.length);
        expect(set.all()).toEqual(inOrder(whole));
        for (const { path } of [...base, ...added]) {
          expect(set.at(path)).toEqual(whole.find((one) => one.path === path));
        }
        for (const kind of KINDS) {
          expect(byPath(set.having('kind', kind))).toEqual(byPath(whole.filter((one) => one.kind === kind)));
        }
        for (const value of ['', 'a', whole[0]?.workstream ?? 'b']) {
          const having = whole.filter(({ workstream = '' }) => workstream === value);
          expect(byPath(set.having('workstream', value))).toEqual(byPath(having));
        }
        expect(byPath(set.marked('replaces'))).toEqual(byPath(whole.filter((one) => headOf(one).replaces)));
        expect(byPath(set.called(new Set(['a', 'Я'])))).toEqual(
          byPath(whole.filter(({ id }) => id === 'a' || id === 'Я')),
        );
        expect(set.stubs()).toBe(whole.filter(({ stub }) => stub).length);
        const sessions = whole.filter(({ kind }) => kind === 'session');
        expect(set.count((head) => head.kind === 'session')).toBe(sessions.length);
        expect(set.where((head) => head.kind === 'session', 2)).toHaveLength(Math.min(2, sessions.length));
        expect(set.ids('session')).toEqual(new Set(sessions.map(({ id }) => id)));
      }),
      { numRuns: 200 },
    );
  });

  test('is refused when a bit of it is lost', () => {
    inFolder((root) => {
      const file = join(root, 'rows.table');
      const bytes = whole([
        { path: 'plans/a.md', kind: 'plan', id: 'a', title: 'A' },
        { path: 'plans/b.md', kind: 'plan', id: 'b', title: 'B', created: '2026-05-11' },
      ]);
      const start = bytes.indexOf(10) + 1;
      for (let at = start; at < bytes.length; at += 1) {
        const broken = Buffer.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ 4;
        writeFileSync(file, broken);
        // A row that is damaged is found when it is read.
        expect(rowsOrFault(file)).toMatch(/^(?:refused|E_CACHE_DAMAGED)$/);
      }
      for (const length of [0, 1, start, bytes.length - 8, bytes.length - 1]) {
        writeFileSync(file, bytes.subarray(0, length));
        expect(rowsOrFault(file)).toBe('refused');
      }
      writeFileSync(file, '{}\n');
      expect(rowsOrFault(file)).toBe('refused');
      writeFileSync(file, bytes);
      expect(rowsOrFault(file)).toContain('"title":"A"');
    });
  });
});

/** What becomes of a table in a file whose rows are all read. */
function rowsOrFault(file: string): string {
  try {
    const table = openTable(file);
    return table ? JSON.stringify([0, 1].map((row) => table.row(row))) : 'refused';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** A table's bytes as they stand in its file. */
function whole(list: readonly Row[]): Buffer {
  const { head, rows } = bytesOf(list);
  return Buffer.concat([head, ...rows]);
}

function inFolder(use: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'canon-table-'));
  try {
    use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test('a table in a file gives the same rows, in any order and when all are wanted', () => {
  const root = mkdtempSync(join(tmpdir(), 'canon-table-'));
  try {
    // Small rows, and some that no window would hold.
    const list = Array.from({ length: 3000 }, (_, at): Row => ({
      path: `docs/sessions/RT-260511-${at}.md`,
      kind: 'session',
      id: `RT-260511-${at}`,
      title: `${'Почини '.repeat(at % 700 === 0 ? 9000 : at % 190)}${at}`,
      workstream: `stream-${at}`,
    }));
    const file = join(root, 'rows.table');
    writeFileSync(file, whole(list));
    const expected = rowSet(tableOfBytes(bytesOf(list))).all();
    const table = openTable(file);
    const some = [2999, 0, 1, 1500, 1499, 7];
    expect(some.map((at) => table?.row(at))).toEqual(some.map((at) => expected[at]));
    expect(rowSet(openTable(file)).all()).toEqual(expected);
    const backwards = openTable(file);
    for (let at = 2999; at >= 0; at -= 1) expect(backwards?.row(at)).toEqual(expected[at]);
    // Cleared away by another process: who has it open reads on.
    rmSync(file);
    expect(table?.row(2000)).toEqual(expected[2000]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('a damaged table in a file is refused, or goes when the damaged row is read', () => {
  const root = mkdtempSync(join(tmpdir(), 'canon-table-'));
  try {
    const file = join(root, 'rows.table');
    const bytes = whole([
      { path: 'plans/a.md', kind: 'plan', id: 'a', title: 'A', created: '2026-05-13' },
      { path: 'plans/b.md', kind: 'plan', id: 'b', title: 'B'.repeat(20_000), created: '2026-05-12' },
      { path: 'plans/c.md', kind: 'plan', id: 'c', title: 'C', created: '2026-05-11' },
    ]);
    for (const length of [0, 5, 40, bytes.length - 4]) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(openTable(file)).toBeUndefined();
    }
    // What a power cut may leave: the right size, and nothing in the last block.
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(8)]));
    const table = openTable(file);
    expect(table?.row(0)).toMatchObject({ id: 'a' });
    expect(() => table?.row(2)).toThrow(expect.objectContaining({ code: 'E_CACHE_DAMAGED' }));
    expect(existsSync(file)).toBe(false);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

const copy = (head: ReturnType<typeof headOf>): unknown => ({
  kind: head.kind,
  path: head.path,
  id: head.id,
  owner: head.owner,
  status: head.status || undefined,
  workstream: head.workstream || undefined,
  tags: head.tags,
  instant: head.instant,
  stub: head.stub,
  openItems: head.openItems,
  closes: head.closes,
});

test('a table of some of the rows has those, whatever the others are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.boolean()), { maxLength: 12 }), (given) => {
      const pack = rowPack();
      for (const [one] of given) addRow(pack, one);
      const some = given.flatMap(([, wanted], at) => (wanted ? [at] : []));
      const table = tableOfBytes(encodeTable(pack, {}, some));
      const wanted = newestFirst(given.filter(([, yes]) => yes).map(([one]) => one));
      expect(Array.from({ length: table?.count ?? 0 }, (_, at) => table?.row(at).title).toSorted()).toEqual(
        wanted.map(({ title }) => title).toSorted(),
      );
    }),
  );
});

test('a walk goes on with what is older than the visitor says', () => {
  fc.assert(
    fc.property(rows, rows, fc.array(fc.nat(30)), created, (base, extra, away, when) => {
      const added = byPath(extra);
      const hidden = new Set([
        ...away.flatMap((at) => base[at]?.path ?? []),
        ...added.map(({ path }) => path),
      ]);
      const set = rowSet(tableOfBytes(bytesOf(base)), hidden, added);
      const limit = headOf({
        path: 'x',
        kind: 'plan',
        id: 'x',
        title: '',
        ...(when ? { created: when } : {}),
      });
      const seen: string[] = [];
      set.each((head) => {
        seen.push(head.path);
        return limit.instant;
      });
      const all = set.all();
      const { instant } = limit;
      const isOlder = (row: Row): boolean => {
        const own = headOf(row).instant;
        return own === undefined || instant === undefined || own < instant;
      };
      expect(seen).toEqual(all.filter((row, at) => at === 0 || isOlder(row)).map(({ path }) => path));
    }),
    { numRuns: 200 },
  );
});
