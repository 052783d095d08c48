import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CanonError } from '../../../src/fault/error.ts';
import { formatReport } from '../../../src/import/report/format-report.ts';
import { parseReport } from '../../../src/store/imports/parse-report.ts';
import type { Report, ReportItem } from '../../../src/store/imports/report.ts';
import { runs } from '../../support/runs.ts';

const PATH = '.canon/imports/notion-export.json';
const hash = (digit: string): string => digit.repeat(64);

const one: ReportItem = {
  id: 'Some page 0123',
  path: 'Some page 0123.md',
  hash: hash('a'),
  record: 'session:RT-260511-01',
  file: 'docs/sessions/RT-260511-01.md',
  result: hash('b'),
};
const report = (more: Partial<Report> = {}): Report => ({
  format: 1,
  source: 'notion',
  name: 'export',
  at: '2026-06-01T09:00:00+02:00',
  items: [one],
  assets: [`docs/assets/${hash('c')}.png`],
  passed: 2,
  ...more,
});

const fault = async (text: string): Promise<CanonError> => {
  const error: unknown = await parseReport(text, PATH).catch((thrown: unknown) => thrown);
  if (!(error instanceof CanonError)) throw new Error('it was read');
  return error;
};

test('a report has an item to a line, by id', () => {
  const text = formatReport(
    report({
      items: [
        { ...one, id: 'b' },
        { ...one, id: 'a', doubts: ['date'] },
      ],
    }),
  );
  expect(text.split('\n').slice(5, 9)).toEqual([
    '  "items": [',
    `    {"id":"a","path":"Some page 0123.md","hash":"${hash('a')}","record":"session:RT-260511-01","file":"docs/sessions/RT-260511-01.md","result":"${hash('b')}","doubts":["date"]},`,
    `    {"id":"b","path":"Some page 0123.md","hash":"${hash('a')}","record":"session:RT-260511-01","file":"docs/sessions/RT-260511-01.md","result":"${hash('b')}"}`,
    '  ],',
  ]);
});

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !/[\n\0]/.test(text));
const entry: fc.Arbitrary<ReportItem> = fc
  .record({
    id: name,
    path: name,
    links: fc.dictionary(fc.oneof(name, fc.constant('__proto__')), name),
    doubts: fc.subarray(['author', 'date', 'kind', 'status', 'title', 'encoding'] as const),
    lost: fc.array(name, { maxLength: 2 }),
  })
  .map(({ id, path, links, doubts, lost }) => ({
    ...one,
    id,
    path,
    ...(Object.keys(links).length > 0 ? { links } : {}),
    ...(doubts.length > 0 ? { doubts } : {}),
    ...(lost.length > 0 ? { lost } : {}),
  }));

test('what is written is read, whatever things are called', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, { maxLength: 5, selector: ({ id }) => id }), async (items) => {
      const text = formatReport(report({ items }));
      // Nothing of it steers a terminal.
      expect(text).not.toMatch(/[\u0080-\u009F\u202A-\u202E]/);
      const read = await parseReport(text, PATH);
      expect(JSON.parse(JSON.stringify(read.items))).toEqual(
        JSON.parse(JSON.stringify([...items].sort((a, b) => (a.id < b.id ? -1 : 1)))),
      );
    }),
    { numRuns: runs(100) },
  );
});

describe('a report that was edited, merged or made up', () => {
  const text = formatReport(report());
  test.each([
    ['not JSON', text.replace('"assets"', '<<<<<<< HEAD\n  "assets"'), 9, ''],
    ['cut short', text.slice(0, text.length / 2), 7, ''],
    ['empty', '', 1, ''],
    ['another format', text.replace('"format": 1', '"format": 2'), 2, 'format'],
    ['a list', '[]', 1, ''],
    ['a source of its own', text.replace('"notion"', '"elsewhere"'), 3, 'source'],
    ['a name with a way out', text.replace('"export"', '"../../x"'), 4, 'name'],
    ['no time', text.replace('2026-06-01T09', 'yesterday'), 5, 'at'],
    ['a path that leaves', text.replace('docs/sessions/RT-260511-01.md', '../x.md'), 7, 'items.0.file'],
    ['a path into git', text.replace('docs/sessions/RT', '.git/hooks/RT'), 7, 'items.0.file'],
    ['an absolute path', text.replace('docs/sessions/RT', '/etc/RT'), 7, 'items.0.file'],
    ['a drive', text.replace('docs/sessions/RT', 'C:/RT'), 7, 'items.0.file'],
    ['no Markdown', text.replace('RT-260511-01.md', 'RT.sh'), 7, 'items.0.file'],
    ['no hash', text.replace(hash('a'), 'xyz'), 7, 'items.0.hash'],
    ['no kind', text.replace('session:RT', 'thing:RT'), 7, 'items.0.record'],
    ['an asset elsewhere', text.replace('docs/assets/', 'src/'), 10, 'assets.0'],
    ['a count below zero', text.replace('"passed": 2', '"passed": -1'), 12, 'passed'],
    ['an option for git', text.replace('"result"', '"blob":"--output=x","result"'), 7, 'items.0.blob'],
  ])('%s is refused with its line', async (_, broken, line, key) => {
    const error = await fault(broken);
    expect(error).toMatchObject({ code: 'E_IMPORT_REPORT', path: PATH, data: { key } });
    expect(error.line).toBe(line);
  });
  test('or cut anywhere', async () => {
    for (let end = 0; end < text.length - 2; end += 7) {
      expect((await fault(text.slice(0, end))).code).toBe('E_IMPORT_REPORT');
    }
  });
});
