import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceContents } from '../../../src/import/item.ts';
import { composeItem } from '../../../src/import/plan/compose-item.ts';
import { linkMap } from '../../../src/import/plan/link-map.ts';
import { titleOf } from '../../../src/import/plan/titles.ts';
import { compareTexts, type Lost } from '../../../src/import/verify/compare.ts';
import { runs } from '../../support/runs.ts';
import { makeZip } from '../../support/zip.ts';
import { exported, folder, id, read } from './kit.ts';
import { missingWords } from './proof.ts';

const A = id('a');

test.each([
  ['nothing', {}, 'E_IMPORT_NOTION_EMPTY'],
  ['other files', { 'x.txt': 'x' }, 'E_IMPORT_NOTION_EMPTY'],
  ['pages as HTML', { [`X ${A}.html`]: '<p>x', 'index.html': '<p>' }, 'E_IMPORT_NOTION_HTML'],
])('an export with %s', async (_, files, code) => {
  await expect(exported(files)).rejects.toMatchObject({ code });
});

test('an encrypted one, and no path at all', async () => {
  const file = join(folder(), 'x.zip');
  writeFileSync(file, makeZip([{ name: 'a.md', data: 'x', flags: 1 }]));
  await expect(read([file])).rejects.toMatchObject({ code: 'E_IMPORT_ARCHIVE_ENCRYPTED' });
  await expect(read([])).rejects.toMatchObject({ code: 'E_IMPORT_ARCHIVE_MISSING' });
});

test.each([
  ['Notion.Test.Export.zip', 'notion-test-export'],
  ['Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab.zip', 'export'],
  ['Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab-Part-1.zip', 'export'],
  [
    'd2b14fbf-86de-4508-a1b2-6515ff8d7aab_ExportBlock-d2b14fbf-86de-4508-a1b2-6515ff8d7aab.zip',
    'exportblock',
  ],
  ['Команда (2).zip', 'komanda'],
  ['d2b14fbf-86de-4508-a1b2-6515ff8d7aab.zip', 'export'],
])('%s is imported as %s', async (name, slug) => {
  const file = join(folder(), name);
  writeFileSync(file, makeZip([{ name: 'a.md', data: '# A' }]));
  expect((await read([file])).name).toBe(slug);
});

test('parts are one, inside of a zip or side by side', async () => {
  const dir = folder();
  const part = (n: number, ...pages: string[]): { name: string; data: Buffer } => ({
    name: `Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab-Part-${n}.zip`,
    data: makeZip([
      ...pages.map((page) => ({
        name: `Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab/${page} ${id(page)}.md`,
        data: `# ${page}\n\n[a](A%20${id('a')}.md)`,
      })),
      { name: 'index.html', data: `<p>part ${n}` },
    ]),
  });
  const parts = [part(1, 'a', 'c'), part(2, 'b')];
  writeFileSync(join(dir, 'whole.zip'), makeZip([...parts, { name: 'notes.zip', data: 'PK' }]));
  for (const { name, data } of parts) writeFileSync(join(dir, name), data);
  const one = await read([join(dir, 'whole.zip')]);
  const two = await read(parts.map(({ name }) => join(dir, name)));
  expect(one.items.map((item) => item.id)).toEqual(['a', 'b', 'c'].map(id));
  expect(two.items.map((item) => [item.id, item.hash])).toEqual(
    one.items.map((item) => [item.id, item.hash]),
  );
  expect(one.items[1]?.links.get(`A%20${A}.md`)).toEqual({ to: 'item', id: A });
});

test('Ctrl-C stops the reading, and leaves nothing open', async () => {
  const file = join(folder(), 'x.zip');
  writeFileSync(file, makeZip([{ name: 'a.md', data: '# A' }]));
  const stop = new AbortController();
  stop.abort();
  await expect(read([file], { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

/** What the proof of an import misses in the records of an export. */
async function lostInRecords({ items, assets }: SourceContents): Promise<Lost[]> {
  const lost: Lost[] = [];
  for (const one of items) {
    const links = linkMap(
      one.links,
      'docs/learnings/this.md',
      (id) => `docs/learnings/${id.length}.md`,
      assets,
    );
    const record = await composeItem(one, {
      source: 'notion',
      kind: one.kind.value,
      id: 'XX-260101-01',
      title: titleOf(one),
      owner: 'unknown',
      when: { day: '2026-01-01', time: '2026-01-01T00:00:00Z', doubt: true },
      aliases: [],
      at: '2026-01-01T00:00:00Z',
      links,
    });
    lost.push(...(await compareTexts(one.text ?? '', record, links)));
  }
  return lost;
}

test('what is indented below a property is no code in the record', async () => {
  const page = '# \n\nStatus: Status\n- [x]  \n\n    nested [a](a.md)';
  const contents = await exported({ 'Tasks/two.md': page, [`Tasks ${id('7')}.csv`]: '"Status"' });
  expect(await lostInRecords(contents)).toEqual([]);
});

test('a comment over several properties hides no code, and what it hides is none in the record', async () => {
  const page = '# One\n\nStatus: \n<!--\nStatus: Done\n```js\n# code [x](a.md)\n```';
  const contents = await exported({ 'Tasks/one.md': page, [`Tasks ${id('7')}.csv`]: '"Status"' });
  expect(await lostInRecords(contents)).toEqual([]);
});

test('rows of one title without pages are things of their own, however many', async () => {
  const rows = '"Name","Status"\n"One","A"\n"One","B"\n"One","C"\n"One","D"';
  const { items } = await exported({ [`Tasks ${id('7')}.csv`]: rows });
  expect(items).toHaveLength(4);
  expect(new Set(items.map((one) => one.id)).size).toBe(4);
});

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    'Status',
    'Done',
    'Tags',
    'CONV-12',
    'May 11, 2026',
    'Решения',
    'ünï',
    '💡',
    '`code`',
    '|',
    '$$',
  ),
);
const line = fc.oneof(
  fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
  fc
    .tuple(fc.constantFrom('#', '##', '###', '-', '- [ ] ', '- [x] ', '>', '1.', '    '), word)
    .map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('Status', 'Created', 'Tags', 'Note', 'Дата', 'Владелец'), word)
    .map((parts) => parts.join(': ')),
  fc.constantFrom(
    '',
    '',
    '<aside>',
    '</aside>',
    '<details>',
    '</details>',
    '```js\n# code [x](a.md)\n```',
    '    nested [a](a.md)',
    '---',
    '===',
    '<!--',
    '-->',
  ),
  fc
    .tuple(word, fc.constantFrom('a.md', 'b.md', 'missing.md', 'https://www.notion.so/x', 'a.png'))
    .map(([name, to]) => `[${name}](${to})`),
);
const text = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'));
const page = fc
  .tuple(fc.option(word), text)
  .map(([title, body]) => (title === null ? body : `# ${title}\n\n${body}`));
const name = fc.constantFrom(
  'a',
  'b',
  'Tasks',
  'Log',
  'Решения',
  `x ${A}`,
  'Tasks/one',
  'Tasks/two',
  'a/b',
  'a/b/c',
  'Log/CONV-1',
);
const table = fc
  .array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 4 })
  .map((rows) =>
    rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'),
  );

test('of any pages no word is lost, and a second reading gives the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, page, { minKeys: 1, maxKeys: 6 }),
      fc.dictionary(fc.constantFrom(`Tasks ${id('7')}`, `a/Log ${id('8')}_all`, 'Решения_all'), table),
      async (pages, tables) => {
        const files = {
          ...Object.fromEntries(Object.entries(pages).map(([path, body]) => [`${path}.md`, body])),
          ...Object.fromEntries(Object.entries(tables).map(([path, cells]) => [`${path}.csv`, cells])),
          'a.png': 'png',
        };
        const contents = await exported(files);
        const lost = Object.entries(files).flatMap(([path, body]) => {
          if (!path.endsWith('.md') || body.includes('\0')) return [];
          const found = contents.items.find((one) => one.path === path);
          return found ? missingWords(body, found).missing : [`all of ${path}`];
        });
        expect(lost).toEqual([]);
        expect(new Set(contents.items.map((one) => one.id)).size).toBe(contents.items.length);
        for (const one of contents.items) expect(one.title.trim()).not.toBe('');
        expect(await lostInRecords(contents)).toEqual([]);
        const again = await exported(files);
        expect(again.items).toEqual(contents.items);
      },
    ),
    { numRuns: runs(60) },
  );
});
