import { expect, test } from 'vitest';
import { atom } from '../../src/site/machines/atom.ts';
import { machineFiles, machineNotes } from '../../src/site/machines/machines.ts';
import { sitemap } from '../../src/site/machines/sitemap.ts';
import { wordsOf } from '../../src/site/language/words.ts';
import type { SiteModel } from '../../src/site/model.ts';
import { makePages } from '../../src/site/pages/pages.ts';
import { drawn, siteModel } from './model.ts';
import { all, readXml, text, type XmlElement } from './xml.ts';

const URL_ = 'https://example.org/offplan/';
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

async function machinesOf(model: SiteModel): Promise<Map<string, string>> {
  const files = machineFiles(model, makePages(model), wordsOf(model.settings.language));
  const made = files.map(async ({ path, make }) => [path, String((await make()).content)] as const);
  return new Map(await Promise.all(made));
}

const session = (id: string, created: string, more = {}) =>
  ({ kind: 'session', id, created, owner: 'roman', title: `Title of ${id}`, ...more }) as const;

const few = siteModel(
  [
    session('RT-260511-01', '2026-05-11T15:12:40+02:00', { summary: 'Four of nine.', tags: ['ops'] }),
    session('SK-260510-01', '2026-05-10T09:00:00+02:00', { owner: 'sergei', aliases: ['CONV-30'] }),
    session('CONV-1', 'long ago'),
    {
      kind: 'plan',
      id: 'flip',
      title: 'The flip',
      status: 'ratified',
      created: '2026-05-01',
      history: [
        {
          sha: 'a'.repeat(40),
          at: '2026-05-12T10:00:00+02:00',
          author: 'Roman',
          operator: 'roman',
          subject: 'Tick',
          what: 'changed',
          session: null,
        },
      ],
    },
  ],
  { url: URL_ },
);

/** What RFC 4287 asks of a feed. */
function checkFeed(source: string): XmlElement {
  const feed = readXml(source);
  expect(feed.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom');
  expect(text(feed, 'id')).toBe(
    all(feed, 'link').find((link) => link.attributes['rel'] === 'self')?.attributes['href'],
  );
  expect(text(feed, 'title')).not.toBe('');
  expect(text(feed, 'updated')).toMatch(RFC3339);
  expect(text(all(feed, 'author')[0]!, 'name')).not.toBe('');
  for (const entry of all(feed, 'entry')) {
    expect(URL.canParse(text(entry, 'id'))).toBe(true);
    text(entry, 'title');
    expect(text(entry, 'published')).toMatch(RFC3339);
    expect(text(entry, 'updated')).toMatch(RFC3339);
  }
  const ids = all(feed, 'entry').map((entry) => text(entry, 'id'));
  expect(new Set(ids).size).toBe(ids.length);
  return feed;
}

test('there is a feed of everything, of each kind and of each person', async () => {
  const files = await machinesOf(few);
  const feeds = [...files.keys()].filter((path) => path.endsWith('feed.xml'));
  expect(feeds.toSorted()).toEqual([
    'decisions/feed.xml',
    'feed.xml',
    'learnings/feed.xml',
    'operators/roman/feed.xml',
    'operators/sergei/feed.xml',
    'plans/feed.xml',
    'sessions/feed.xml',
    'workstreams/feed.xml',
  ]);
  for (const path of feeds) checkFeed(files.get(path)!);
  const feed = readXml(files.get('feed.xml')!);
  // The newest first; what has no date is left out.
  expect(all(feed, 'entry').map((entry) => text(entry, 'id'))).toEqual([
    `${URL_}sessions/RT-260511-01/`,
    `${URL_}sessions/SK-260510-01/`,
    `${URL_}plans/flip/`,
  ]);
  const [first, , plan] = all(feed, 'entry');
  expect(text(first!, 'summary')).toBe('Four of nine.');
  expect(text(first!, 'published')).toBe('2026-05-11T13:12:40Z');
  expect(text(all(first!, 'author')[0]!, 'name')).toBe('Roman');
  expect(text(plan!, 'updated')).toBe('2026-05-12T08:00:00Z');
  expect(text(feed, 'updated')).toBe('2026-05-12T08:00:00Z');
});

test('a feed has the newest fifty', async () => {
  const many = Array.from({ length: 70 }, (_, at) =>
    session(
      `RT-2601${String((at % 28) + 1).padStart(2, '0')}-${at + 10}`,
      `2026-01-01T00:00:${String(at % 60).padStart(2, '0')}Z`,
    ),
  );
  const files = await machinesOf(siteModel(many, { url: URL_ }));
  expect(all(checkFeed(files.get('sessions/feed.xml')!), 'entry')).toHaveLength(50);
});

test('what a title brings along stays text, and what XML cannot say is dropped', () => {
  const title = '</title><script>&amp;"\u0000\u0008\uD800\uFFFE]]>🙂';
  const entry = {
    url: URL_,
    summary: title,
    author: title,
    published: '',
    updated: '',
    tags: [title],
    title,
  };
  const feed = readXml(
    atom({ self: URL_, page: URL_, title, author: title, language: 'en', entries: [entry] }),
  );
  const clean = '</title><script>&amp;"]]>🙂';
  expect(text(feed, 'title')).toBe(clean);
  const [one] = all(feed, 'entry');
  expect(text(one!, 'summary')).toBe(clean);
  expect(all(one!, 'category')[0]?.attributes['term']).toBe(clean);
});

test('what hides from a reader, or steers a terminal, is in no text for people and models', async () => {
  const said = 'a\0b\u001B[31mc\u202Ed\u2066e\u200Bf\u{E0041}g';
  const model = siteModel(
    [{ kind: 'plan', id: 'x', title: said, summary: said, owner: said, tags: [said], created: '2026-05-11' }],
    { url: URL_, title: said },
  );
  const files = await machinesOf(model);
  const hidden = /[\0\u001B\u202E\u2066\u200B\u{E0041}]/u;
  for (const path of ['llms.txt', 'feed.xml']) {
    expect(files.get(path)).toContain('abcdefg');
    expect(files.get(path)).not.toMatch(hidden);
  }
  // What is looked up by stays as it is, and JSON has a way to write it.
  const list = JSON.parse(files.get('index.json')!) as { records: Record<string, unknown>[] };
  expect(list).toMatchObject({
    title: 'abcdefg',
    records: [{ title: 'abcdefg', summary: 'abcdefg', owner: said }],
  });
  for (const page of makePages(model)) expect(drawn(page, model)).not.toMatch(/[\0\u001B]/);
});

test('the map has every page but those that only lead on', async () => {
  const map = readXml((await machinesOf(few)).get('sitemap.xml')!);
  expect(map.name).toBe('urlset');
  const found = new Map(
    all(map, 'url').map((entry) => [text(entry, 'loc'), all(entry, 'lastmod')[0]?.text] as const),
  );
  expect(found.get(`${URL_}sessions/RT-260511-01/`)).toBe('2026-05-11T13:12:40Z');
  // Of a page about something: its last change, or that of a session that contributed.
  expect(found.get(`${URL_}plans/flip/`)).toBe('2026-05-12T08:00:00Z');
  expect(found.get(`${URL_}plans/flip/document/`)).toBe('2026-05-12T08:00:00Z');
  expect(found.has(URL_)).toBe(true);
  expect(found.has(`${URL_}sessions/CONV-30/`)).toBe(false);
  expect([...found.keys()].filter((loc) => /404|search\//.test(loc))).toEqual([]);
});

test('a map that is too long is a list of maps', () => {
  const files = sitemap(makePages(few), URL_, 3);
  const [index, ...parts] = files.map((file) => readXml(file.text));
  expect(index!.name).toBe('sitemapindex');
  expect(all(index!, 'sitemap').map((entry) => text(entry, 'loc'))).toEqual(
    files.slice(1).map(({ path }) => URL_ + path),
  );
  for (const part of parts) expect(all(part, 'url').length).toBeLessThanOrEqual(3);
});

test('without an address there are no feeds and no map, and the build says so once', async () => {
  const nowhere = siteModel([session('RT-260511-01', '2026-05-11')]);
  expect([...(await machinesOf(nowhere)).keys()]).toEqual(['.nojekyll', 'index.json', 'llms.txt']);
  expect(machineNotes(nowhere.settings).map(({ code }) => code)).toEqual(['site-no-url']);
  expect(machineNotes(few.settings)).toEqual([]);
});

test('robots.txt is written where a host would look for it', async () => {
  expect((await machinesOf(few)).has('robots.txt')).toBe(false);
  const top = await machinesOf(siteModel([], { url: 'https://offplan.example/' }));
  expect(top.get('robots.txt')).toContain('Sitemap: https://offplan.example/sitemap.xml');
});

test('index.json has every record, one on a line, with the same keys', async () => {
  const written = (await machinesOf(few)).get('index.json')!;
  const index = JSON.parse(written) as { records: Record<string, unknown>[] };
  expect(index.records.map(({ id }) => id)).toEqual(['RT-260511-01', 'SK-260510-01', 'flip', 'CONV-1']);
  expect(written.split('\n').filter((line) => line.startsWith('{"id"'))).toHaveLength(4);
  expect(index.records[1]).toEqual({
    id: 'SK-260510-01',
    kind: 'session',
    title: 'Title of SK-260510-01',
    url: 'sessions/SK-260510-01/',
    document_url: 'sessions/SK-260510-01/',
    status: null,
    summary: null,
    owner: 'sergei',
    plan: null,
    workstream: null,
    tags: [],
    created: '2026-05-10T09:00:00+02:00',
    updated: '2026-05-10T09:00:00+02:00',
    superseded_by: null,
    aliases: ['CONV-30'],
  });
  expect(index.records[2]).toMatchObject({
    document_url: 'plans/flip/document/',
    updated: '2026-05-12T10:00:00+02:00',
  });
  for (const record of index.records) expect(Object.keys(record)).toEqual(Object.keys(index.records[0]!));
});

test('llms.txt is a title, a summary and lists of links, and no title breaks out of its link', async () => {
  const model = siteModel([
    {
      kind: 'plan',
      id: 'flip',
      title: 'A ](https://evil.example) *plan*',
      status: 'ratified',
      summary: 'Why.',
    },
    { kind: 'plan', id: 'old', title: 'Old', status: 'superseded' },
    { kind: 'workstream', id: 'done', title: 'Done', status: 'done' },
    { kind: 'workstream', id: 'draft', title: 'Not begun', status: 'draft' },
    { kind: 'workstream', id: 'held', title: 'Held up', status: 'blocked' },
    session('RT-260511-01', '2026-05-11'),
  ]);
  const written = (await machinesOf(model)).get('llms.txt')!;
  expect(written.split('\n').slice(0, 3)).toEqual([
    '# offplan',
    '',
    expect.stringMatching(/^> .*6 records\.$/),
  ]);
  expect(written).toContain('- [A \\](https://evil.example) \\*plan\\*](plans/flip/document/): Why.\n');
  expect(written).not.toContain('Old');
  expect(written).not.toMatch(/Done|Not begun/);
  expect(written).toContain('## Active work\n\n- [Held up](');
  expect([...written.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
    'Plans',
    'Active work',
    'Newest sessions',
    'Optional',
  ]);
});

test('a record that is called like a feed keeps its page', async () => {
  const files = await machinesOf(siteModel([session('feed.xml', '2026-05-11')], { url: URL_ }));
  expect(files.has('sessions/feed.xml')).toBe(false);
  expect(files.has('feed.xml')).toBe(true);
});
