import { expect, test } from 'vitest';
import { notFoundPage } from '../../src/site/pages/not-found.tsx';
import { recordsPages } from '../../src/site/pages/records.tsx';
import { chunksOf } from '../../src/site/view/chunks.ts';
import { relationsOf } from '../../src/site/view/relations.ts';
import { drawn, siteModel, type SomeRecord, textOf } from './model.ts';

/** Pages by their address; what is on them is drawn when somebody looks. */
function pagesOf(records: readonly SomeRecord[]) {
  const model = siteModel(records);
  return new Map(
    recordsPages(model, relationsOf(model)).map((page) => [
      page.url,
      {
        key: JSON.stringify(page.from),
        get html(): string {
          return drawn(page, model);
        },
        get text(): string {
          return textOf(drawn(page, model));
        },
      },
    ]),
  );
}

const session = (nth: number, more: Partial<SomeRecord> = {}): SomeRecord => ({
  kind: 'session',
  id: `RT-${String(nth).padStart(4, '0')}`,
  created: new Date(Date.UTC(2026, 0, 1, nth)).toISOString().replace('.000', ''),
  owner: 'roman',
  status: 'handed-off',
  ...more,
});

test('there is a page for each value that records may be filtered by', () => {
  const pages = pagesOf([
    session(1, { tags: ['infra', 'two words'] }),
    { kind: 'plan', id: 'store', status: 'draft', owner: 'sergei' },
    { kind: 'adr', id: '0001-a', fault: { code: 'E_FRONTMATTER_SYNTAX' } },
  ]);
  expect([...pages.keys()].map((url) => url.replace(/-[0-9a-f]{6}/, '-HASH'))).toEqual([
    'records/',
    'records/kind/session/',
    'records/kind/plan/',
    'records/kind/adr/',
    'records/status/handed-off/',
    'records/status/draft/',
    'records/status/broken/',
    'records/owner/roman/',
    'records/owner/sergei/',
    'records/tag/infra/',
    'records/tag/two-words-HASH/',
  ]);
});

test('the index has one card per thing, and lists have every record', () => {
  const flip = { workstream: 'flip' };
  const pages = pagesOf([session(1, flip), session(2, flip), session(3, flip), session(4)]);
  expect(pages.get('records/')?.text).toMatch(
    /RT-0004 handed off .*RT-0003 Latest .*Earlier iterations \(2\) RT-0002 .*RT-0001/,
  );
  const list = pages.get('records/kind/session/');
  expect(list?.text).toMatch(/RT-0004.*RT-0003.*RT-0002.*RT-0001/);
  expect(list?.text).not.toContain('Earlier iterations');
});

test('the current filter is marked, and more of them are a search away', () => {
  const html = pagesOf([session(1)]).get('records/status/handed-off/')?.html;
  expect(html).toContain('<a class="chip" href="./" aria-current="page">handed off');
  expect(html).toContain('href="../../../search/?q=status%3Ahanded-off%20"');
});

test('every tag is reached from the index, those of few records folded away', () => {
  const tags = Array.from({ length: 308 }, (_, at) => `tag-${at}`);
  const html = pagesOf([session(1, { tags })]).get('records/')!.html;
  for (const tag of tags) expect(html).toContain(`href="tag/${tag}/"`);
  expect(html).toContain('<summary>248 more</summary>');
});

test('lists say what they are about, the same on all of their pages', () => {
  const pages = pagesOf(Array.from({ length: 150 }, (_, nth) => session(nth)));
  const said = (url: string): string | undefined =>
    /<meta name="description" content="([^"]*)"/.exec(pages.get(url)?.html ?? '')?.[1];
  expect(said('records/')).toContain('Every plan');
  expect(said('records/status/handed-off/')).toMatch(/^Status: handed off\. /);
  expect(said('records/status/handed-off/2/')).toBe(said('records/status/handed-off/'));
});

test('a long list is on pages of 100 that lead to each other', () => {
  const pages = pagesOf(Array.from({ length: 250 }, (_, nth) => session(nth)));
  expect([...pages.keys()].filter((url) => url.startsWith('records/kind/'))).toEqual([
    'records/kind/session/',
    'records/kind/session/3/',
    'records/kind/session/2/',
  ]);
  const [first, second, last] = ['', '3/', '2/'].map(
    (page) => pages.get(`records/kind/session/${page}`)!.html,
  );
  expect(first).toContain('href="3/" rel="next"');
  expect(second).toContain('href="../" rel="prev"');
  expect(second).toContain('href="../2/" rel="next"');
  expect(last).not.toContain('rel="next"');
  expect(last!.match(/<li class="card"/g)).toHaveLength(100);
});

test('a new record changes the first page of each of its lists, and no other', () => {
  const records = Array.from({ length: 250 }, (_, nth) => session(nth, { tags: [nth % 2 ? 'odd' : 'even'] }));
  const before = pagesOf(records);
  const after = pagesOf([...records, session(250, { tags: ['even'] })]);
  const changed = [...after].filter(([url, { key }]) => before.get(url)?.key !== key).map(([url]) => url);
  expect(changed).toEqual([
    'records/',
    'records/kind/session/',
    'records/status/handed-off/',
    'records/owner/roman/',
    'records/tag/even/',
  ]);
});

test('pages have every entry once, the newest first', () => {
  for (const count of [0, 1, 3, 4, 6, 7]) {
    const entries = Array.from({ length: count }, (_, at) => at);
    const chunks = chunksOf(entries, 3);
    expect(chunks.flatMap((chunk) => chunk.entries)).toEqual(entries);
    expect(chunks.map(({ page }) => page).toSorted()).toEqual(chunks.map((_, at) => at + 1));
    expect(chunks.slice(1).every((chunk) => chunk.entries.length === 3)).toBe(true);
    for (const [at, { newer, older }] of chunks.entries())
      expect([newer, older]).toEqual([chunks[at - 1]?.page ?? null, chunks[at + 1]?.page ?? null]);
  }
});

test('an empty index says how to begin', () => {
  expect(pagesOf([]).get('records/')?.text).toContain('canon new plan');
});

test.each([
  [undefined, '/'],
  ['https://example.github.io/offplan/', '/offplan/'],
])('the page for what is not there links from the root: %s', (url, root) => {
  const model = siteModel([], { url });
  const html = drawn(notFoundPage(), model);
  expect(html).toContain(`href="${root}assets/site.css"`);
  expect(html).toContain(`action="${root}search/"`);
  expect(html).toContain(`<a class="button" href="${root}">`);
  expect(html).toContain('id="lost"');
});
