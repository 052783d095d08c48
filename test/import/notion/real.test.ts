import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { folder, read } from './kit.ts';
import { filesBelow, missingWords } from './proof.ts';
import { REAL } from './real.ts';

// What stands in a real export is counted here without canon's help: by `unzip` and by regular expressions.
const { zip: ZIP, here } = REAL;

function unpacked(): string {
  const dir = folder();
  execFileSync('unzip', ['-qq', ZIP, '-d', dir]);
  execFileSync('sh', [
    '-c',
    'for part in "$1"/*.zip; do unzip -qq "$part" -d "$1"; rm "$part"; done',
    '-',
    dir,
  ]);
  return dir;
}

test.skipIf(!here)('every page of a real export is an item, word for word', async () => {
  const files = filesBelow(unpacked());
  const pages = [...files].filter(([path]) => path.endsWith('.md'));
  const { items, problems, passed, assets, name } = await read([ZIP]);
  expect(name).toBe('notion-test-export');
  expect(pages).toHaveLength(278);
  expect(items).toHaveLength(278);
  // The list of all pages, and the table of one view beside the one of all columns.
  expect(passed).toBe(2);
  expect(files.size - passed - items.length).toBe(1);
  expect(assets.size).toBe(0);
  expect(problems.filter(({ lost }) => lost)).toEqual([]);

  const byId = new Map(items.map((item) => [item.id, item]));
  expect(byId.size).toBe(278);
  let words = 0;
  for (const [path, text] of pages) {
    const digits = /([0-9a-f]{32})\.md$/.exec(path)?.[1] ?? '';
    const item = byId.get(digits);
    expect(item?.fields['external_id'], path).toBe(digits);
    const { missing, count } = missingWords(text, item ?? { title: '', sections: [] });
    words += count;
    expect(missing, path).toEqual([]);
  }
  expect(words).toBeGreaterThan(4000);
});

test.skipIf(!here)('every link of a real export is accounted for', async () => {
  const files = filesBelow(unpacked());
  const { items, problems } = await read([ZIP]);
  const links = [...files]
    .filter(([path]) => path.endsWith('.md'))
    .flatMap(([path, text]) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, href = '']) => ({ path, href })));
  expect(links).toHaveLength(5);
  // To a page that is there; or as text, with its target, and said so.
  const became = links.map(({ path, href }) => {
    const digits = /([0-9a-f]{32})\.md$/.exec(path)?.[1] ?? '';
    const item = items.find(({ id }) => id === digits);
    const target = /([0-9a-f]{32})\.(?:md|csv)$/.exec(href)?.[1] ?? '';
    const to = item?.links.get(href);
    if (items.some(({ id }) => id === target)) return to?.to === 'item' && to.id === target ? 'page' : 'lost';
    const asText = item?.sections.some(({ text }) => text.includes(`\\[Untitled](${href})`));
    const told =
      problems.filter(({ args }) => args?.['target'] === decodeURIComponent(href).replace(/^.*\//, ''))
        .length === 1;
    return asText && told ? 'text' : 'lost';
  });
  expect(became.toSorted()).toEqual(['page', 'page', 'page', 'text', 'text']);
});

test.skipIf(!here)('the rows of its database are what the table says', async () => {
  const files = filesBelow(unpacked());
  const table = [...files].find(([path]) => path.endsWith('_all.csv'))?.[1] ?? '';
  const { items } = await read([ZIP]);
  const rows = items.filter(({ properties }) => properties?.includes('Ran today'));
  expect(rows).toHaveLength(270);
  expect(table.trim().split('\n')).toHaveLength(270);
  for (const { created, properties, doubts, kind, fields, sections } of rows) {
    expect(created?.from).toBe('label');
    expect(properties).toMatch(
      /^- Full date: [A-Z][a-z]+ \d+, \d{4} \d+:\d\d [AP]M\n- Ran today: (Yes|No)\n- Meditated: (Yes|No)\n- Practiced guitar: (Yes|No)(\n- Date: @[A-Z][a-z]+ \d+, \d{4})?$/,
    );
    expect(doubts).toEqual(['kind']);
    expect(kind).toEqual({ value: 'learning', from: 'guess' });
    expect(fields['tags']).toEqual(['uncertain']);
    expect(sections).toEqual([{ heading: 'See Also', text: '- Database: Habit Tracker' }]);
  }
});

test.skipIf(!here)('a part of it, and its folder, give the same', async () => {
  const dir = unpacked();
  const whole = await read([ZIP]);
  const plain = await read([dir]);
  const said = ({ items }: typeof whole): unknown =>
    items.map(({ id, hash, path, title, sections, properties }) => ({
      id,
      hash,
      path,
      title,
      sections,
      properties,
    }));
  const sorted = (all: typeof whole): unknown =>
    (said(all) as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(sorted(plain)).toEqual(sorted(whole));
});
