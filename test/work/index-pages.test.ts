import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/record/kinds.ts';
import { destinationPath } from '../../src/record/markdown-write.ts';
import { NEWEST, changedIndexPages, indexPages } from '../../src/work/index-pages.ts';
import type { Row } from '../../src/work/row.ts';
import { uniteIndex } from '../../src/work/unite-index.ts';

const DIR = 'docs/sessions';
const session = (id: string, created: string | undefined, more: Partial<Row> = {}): Row => ({
  path: `${DIR}/${id}.md`,
  kind: 'session',
  id,
  title: `Title of ${id}`,
  ...(created === undefined ? {} : { created }),
  ...more,
});
/** Three a day, from 1 January 2026 on. */
const days = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(i / 3))).toISOString().slice(0, 10);
    const id = `RT-${day.slice(2).replaceAll('-', '')}-0${(i % 3) + 1}`;
    return session(id, `${day}T1${i % 3}:00:00+02:00`);
  });
const table = (text: string): string[] => text.split('\n').filter((line) => /^\| (?!Date|---)/.test(line));

describe('the index of a kind', () => {
  it('is a table that reads on GitHub: newest first, title, summary, status', () => {
    const rows = [
      session('RT-260510-01', '2026-05-10T10:00:00+02:00', { title: 'First', status: 'handed-off' }),
      session('SK-260511-01', '2026-05-11T00:30:00+02:00', {
        path: `${DIR}/2026/05/SK-260511-01.md`,
        title: 'Почта',
        summary: 'Mail goes out.',
        status: 'auto',
      }),
      session('CONV-10', undefined, { legacy: true }),
      session('RT-260511-09', '2026-05-11T01:00:00+02:00', { stub: true }),
      session('RT-260511-02', undefined, { fault: { code: 'E_FRONTMATTER_SYNTAX', line: 7 } }),
    ];
    expect(indexPages('session', rows, { dir: DIR })).toEqual([
      {
        file: 'INDEX.md',
        text: [
          '<!-- Derived from the records in this folder by `canon index`. Do not edit: what is written here is lost. -->',
          '# Sessions',
          '',
          '| Date | Session | Title | Summary | Status |',
          '| --- | --- | --- | --- | --- |',
          '| 2026-05-11 | [SK-260511-01](2026/05/SK-260511-01.md) | [Почта](2026/05/SK-260511-01.md) | Mail goes out. | auto |',
          '| 2026-05-10 | [RT-260510-01](RT-260510-01.md) | [First](RT-260510-01.md) |  | handed-off |',
          '|  | [CONV-10](CONV-10.md) | [Title of CONV-10](CONV-10.md) |  | legacy |',
          '',
          '## Not readable',
          '',
          '- [docs/sessions/RT-260511-02.md](RT-260511-02.md) — E\\_FRONTMATTER\\_SYNTAX, line 7'.replaceAll(
            '\\_',
            '_',
          ),
          '',
        ].join('\n'),
      },
    ]);
  });

  it.each<[Kind, string, string]>([
    ['workstream', '# Workstreams', '| 2026-05-01 | [T](x.md) | S | active | 4/9 | roman | P0 |'],
    ['plan', '# Plans', '| 2026-05-01 | [T](x.md) | S | active |  | roman | P0 |'],
    ['adr', '# Decisions', '| 2026-05-01 | [T](x.md) | S | active |'],
    ['learning', '# Learnings', '| 2026-05-01 | [T](x.md) | S | active |'],
  ])('of a %s has what matters there', (kind, title, line) => {
    const about = { title: 'T', summary: 'S', status: 'active', owner: 'roman', priority: 'P0' };
    const progress = { done: 4, total: 9 };
    const row: Row = { kind, id: 'x', path: 'some/dir/x.md', created: '2026-05-01', progress, ...about };
    const [page] = indexPages(kind, [row], { dir: 'some/dir' });
    expect(page?.text).toContain(`${title}\n`);
    expect(table(page?.text ?? '')).toEqual([line]);
  });

  it('of nothing says so', () => {
    expect(indexPages('plan', [], { dir: 'plans' })).toEqual([
      { file: 'INDEX.md', text: expect.stringMatching(/^<!--.*-->\n# Plans\n\nNone yet\.\n$/) },
    ]);
  });

  it('has the newest 200 rows on its page and older ones on a page for their month', () => {
    const rows = days(500);
    const pages = indexPages('session', rows, { dir: DIR });
    expect(pages.map(({ file, text }) => [file, table(text).length])).toEqual([
      ['INDEX.md', 200],
      ['INDEX-2026-04.md', 30],
      ['INDEX-2026-03.md', 93],
      ['INDEX-2026-02.md', 84],
      ['INDEX-2026-01.md', 93],
    ]);
    expect(pages[0]?.text).toContain('- [2026-03](INDEX-2026-03.md)');
    expect(pages[1]?.text).toContain('[INDEX](INDEX.md)');
    expect(table(pages[0]?.text ?? '')[0]).toContain(rows.at(-1)?.id);
    expect(indexPages('session', rows.toReversed(), { dir: DIR })).toEqual(pages);
  });

  it('writes again only the pages that read differently', () => {
    const rows = days(400);
    const after = [...rows, session('SK-260601-01', '2026-06-01T10:00:00+02:00')];
    const { pages, gone } = changedIndexPages('session', rows, after, { dir: DIR });
    expect(pages.map(({ file }) => file)).toEqual(['INDEX.md', 'INDEX-2026-03.md']);
    const all = indexPages('session', after, { dir: DIR });
    expect(all).toEqual(expect.arrayContaining(pages));
    expect(gone).toEqual([]);
    expect(changedIndexPages('session', rows, rows, { dir: DIR })).toEqual({ pages: [], gone: [] });
    expect(changedIndexPages('session', rows, rows.slice(-NEWEST), { dir: DIR }).gone).toHaveLength(3);
  });

  it('shows any title as it is, in one cell of one row', () => {
    const parser = new MarkdownIt().enable('table');
    const hostile = fc.string({
      unit: fc.constantFrom(...'|[](){}<>`*_\\!#&\n\r\t\u202E\u200B \u001Bab-п'),
      minLength: 1,
    });
    fc.assert(
      fc.property(hostile, hostile, (title, name) => {
        const path = `${DIR}/${name.replaceAll('/', '')}.md`;
        const row = session('x', '2026-05-11', { title, path, summary: title, id: name });
        const [page] = indexPages('session', [row], { dir: DIR });
        const html = parser.render(page?.text ?? '');
        expect(html.match(/<tr>/g)).toHaveLength(2);
        expect(html.match(/<td>/g)).toHaveLength(5);
        expect(page?.text).not.toMatch(/[\u202E\u200B\u001B\r\t]/);
        const [, href = ''] = /<td><a href="([^"]*)">/.exec(html) ?? [];
        expect(destinationPath(href.replaceAll('&amp;', '&')).replace(/^\.\//, '')).toBe(
          path.slice(DIR.length + 1),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an index page in a version that others changed', () => {
  const rows = days(6);
  const page = (some: readonly Row[]): string => indexPages('session', some, { dir: DIR })[0]?.text ?? '';
  const base = page(rows.slice(0, 3));
  const next = page([...rows.slice(1, 3), ...rows.slice(3, 4)]);

  it('that is the base gets the new text', () => {
    expect(uniteIndex(base, base, next)).toBe(next);
    expect(uniteIndex('', null, next)).toBe(next);
    // The page of `init`, committed by nobody yet: all of it is canon's.
    expect(uniteIndex(page([]), null, next)).toBe(next);
    expect(uniteIndex(page([]).replaceAll('\n', '\r\n'), null, next)).toBe(next.replaceAll('\n', '\r\n'));
  });

  it('keeps their rows and lines, and gets and loses what the change adds and drops', () => {
    const theirs = page([...rows.slice(0, 3), ...rows.slice(4, 5)]).replace(
      '# Sessions\n',
      '# Sessions\n\nA note.\n',
    );
    const united = uniteIndex(theirs, base, next);
    expect(united).toContain('A note.');
    expect(table(united)).toEqual(table(page(rows.slice(1, 5))).sort(byOrderOf(united)));
    expect(new Set(table(united))).toEqual(new Set(table(page(rows.slice(1, 5)))));
    expect(uniteIndex(united, base, next)).toBe(united);
  });

  it('takes the new wording of a row and drops the second row that a union merge left', () => {
    const renamed = page([...rows.slice(0, 2), { ...rows[2]!, title: 'Renamed' }]);
    const doubled = base.replace(/(\| 2026-01-01 .*\n)/, '$1$1') + '\nA note.\n';
    const united = uniteIndex(doubled, base, renamed);
    expect(table(united)).toEqual(table(renamed));
    expect(united).toContain('A note.');
  });

  it('gets headings and a table that were not there, with CRLF where it has that', () => {
    const broken = session('RT-260101-09', undefined, { fault: { code: 'E_X' } });
    const empty = `${page([])}A note.\n`;
    const full = page([rows[0]!, broken]);
    const united = uniteIndex(empty.replaceAll('\n', '\r\n'), page([]), full);
    expect(united.replaceAll('\r\n', '')).not.toContain('\n');
    const lines = united.split('\r\n').filter((line) => line !== '');
    expect(lines).toEqual([...full.split('\n').filter((line) => line !== ''), 'A note.']);
  });

  it('has all rows of both sides, whichever they are', () => {
    const subset = fc.subarray(rows);
    fc.assert(
      fc.property(subset, subset, subset, (before, ours, theirs) => {
        const united = table(uniteIndex(page(theirs), page(before), page(ours)));
        const expected = rows.filter(
          (row) => ours.includes(row) || (theirs.includes(row) && !before.includes(row)),
        );
        expect(united.toSorted()).toEqual(table(page(expected)).toSorted());
      }),
    );
  });
});

const byOrderOf =
  (text: string) =>
  (a: string, b: string): number =>
    text.indexOf(a) - text.indexOf(b);
