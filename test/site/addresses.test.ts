import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS } from '../../src/record/kinds.ts';
import { checkNames } from '../../src/site/build/names.ts';
import { wordsOf } from '../../src/site/language/words.ts';
import { machineFiles } from '../../src/site/machines/machines.ts';
import { makePages } from '../../src/site/pages/pages.ts';
import { facetSegment, facetUrl, fileOf, marked, recordUrl, segment } from '../../src/site/urls.ts';
import { runs } from '../support/runs.ts';
import { drawn, siteModel, type SomeRecord } from './model.ts';

/** Names that some file system, or some other name, has something against. */
const NASTY = [
  'Ops',
  'ops',
  'OPS',
  'ops ',
  'a b',
  'a-b',
  'A B',
  'Roman',
  'roman',
  'ROMAN',
  'unknown',
  '',
  '.',
  '..',
  '...',
  'con',
  'CON',
  'con.txt',
  'aux.c',
  'Nul.tar.gz',
  'com1',
  'COM¹',
  'lpt9.x',
  'CONIN$',
  '.git',
  '.GIT',
  'a.',
  'a ',
  'feed.xml',
  'Feed.XML',
  'index.html',
  'INDEX.html',
  'document',
  '2',
  'search',
  'kind',
  'broken',
  'superseded',
  'é',
  'e\u0301',
  'É',
  'ß',
  'ss',
  'SS',
  'ẞ',
  'ς',
  'σ',
  'Σ',
  'ı',
  'i',
  'I',
  'İ',
  'ſ',
  's',
  '\u212A',
  'k',
  'a/b',
  'a\\b',
  '../../etc/passwd',
  'a:b',
  'a\0b',
  'a\nb',
  '\u202Ea',
  '\uD800',
  'a\uDC00',
  '__proto__',
  `a${'𝒜'.repeat(70)}`,
  `${'a'.repeat(99)}𝒜x`,
  '字'.repeat(100),
  'я'.repeat(100),
  `${'я'.repeat(99)}Я`,
  'w'.repeat(120),
  'w'.repeat(121),
  'W'.repeat(120),
  `${'-'.repeat(300)}`,
  `${'.'.repeat(130)}x`,
  '😀'.repeat(50),
];
/** Names that are written as others stand in addresses. */
const forged = (name: string): string[] => [
  segment(name),
  facetSegment(name),
  facetSegment(name).toLowerCase(),
  marked(facetSegment(name), `${name}\0${1}`),
  marked(segment(name), `${name}\0${1}`).toUpperCase(),
];
const names = fc.array(
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      fc.constantFrom('as it is', 'forged'),
    )
    .chain(([name, how]) => fc.constantFrom(...(how === 'forged' ? forged(name) : [name]))),
  { minLength: 1, maxLength: 12 },
);

/** Records whose ids, owners, tags, states and former ids are all of these. */
const recordsOf = (all: readonly string[]): SomeRecord[] =>
  all.flatMap((name, at) =>
    KINDS.map((kind): SomeRecord => ({
      kind,
      id: name,
      path: `${kind}/${at}.md`,
      owner: name,
      status: name,
      tags: [name, all[0] ?? ''],
      aliases: [all.at(-1 - at) ?? ''],
    })),
  );

/** The site's files, and where each record stands. */
function addressesOf(records: readonly SomeRecord[]) {
  const model = siteModel(records, { url: 'https://offplan.example.com/' });
  const pages = makePages(model);
  const files = [
    ...pages.map(({ url }) => fileOf(url)),
    ...machineFiles(model, pages, wordsOf('en')).map(({ path }) => path),
  ];
  const places = model.records.map(({ row, url }) => `${row.path} ${url}`);
  return { model, pages, files, places };
}

/** What a file system that knows least makes of a name. */
const asFile = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
const INVALID = /[\0-\u001f<>:"|?*\\]|[. ]$|^\.\.?$|\p{Cs}/u;
const RESERVED = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;

test('no name of an owner, a tag, a state or a record keeps a site from being written', () => {
  fc.assert(
    fc.property(names, (all) => {
      const { files, places } = addressesOf(recordsOf(all));
      const folders = new Set(files.flatMap((path) => foldersOf(asFile(path))));
      expect(new Set(files.map(asFile)).size).toBe(files.length);
      expect(files.filter((path) => folders.has(asFile(path)))).toEqual([]);
      for (const part of new Set(files.flatMap((path) => path.split('/')))) {
        expect(part).not.toMatch(INVALID);
        expect(part).not.toMatch(RESERVED);
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(200);
      }
      expect(() => checkNames(files)).not.toThrow();
      // Whatever came first, everything stands where it stood.
      const other = addressesOf(recordsOf(all).toReversed());
      expect(other.files.toSorted()).toEqual(files.toSorted());
      expect(other.places.toSorted()).toEqual(places.toSorted());
    }),
    { numRuns: runs(10) },
  );
});

const foldersOf = (path: string): string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));

test('what clashes with nothing stands where it always stood', () => {
  const tagged = (tag: string): string => facetUrl('tag', tag);
  expect(['ops', 'Ops', 'a b', 'C++', 'über', 'con', 'я'.repeat(100), 'w'.repeat(130)].map(tagged)).toEqual([
    'records/tag/ops/',
    'records/tag/Ops-ca70b5/',
    'records/tag/a-b-c8687a/',
    'records/tag/C--f1deb7-f1deb7/',
    'records/tag/über/',
    'records/tag/con-1143da/',
    `records/tag/${'я'.repeat(100)}/`,
    `records/tag/${'w'.repeat(100)}-c01f70/`,
  ]);
  expect(recordUrl('plan', 'Store_2.0')).toBe('plans/Store_2.0/');
  const { pages } = addressesOf([{ kind: 'plan', id: 'x', owner: 'Olga', tags: ['Ops'] }]);
  const urls = pages.map(({ url }) => url);
  expect(urls).toContain('operators/Olga/');
  expect(urls).toContain('records/owner/Olga-9c2d29/');
});

test('of names that clash the plain one keeps its address, and links lead to each', () => {
  const { model, pages } = addressesOf([
    { kind: 'plan', id: 'a b', owner: 'Roman', tags: ['Ops', 'ops-ca70b5'] },
    { kind: 'plan', id: 'a-b-c8687a', owner: 'roman', tags: ['ops'] },
  ]);
  const urls = new Set(pages.map(({ url }) => url));
  expect(urls).toContain('operators/roman/');
  expect(model.records.find(({ row }) => row.id === 'a-b-c8687a')?.url).toBe('plans/a-b-c8687a/');
  const html = drawn(
    pages.find(({ url }) => url === 'records/')!,
    model,
  );
  const tags = [...html.matchAll(/<a href="(tag\/[^"]*)">([^<]*)<\/a>/g)];
  expect(new Map(tags.map(([, to = '', tag]) => [tag, urls.has(`records/${to}`)]))).toEqual(
    new Map([
      ['Ops', true],
      ['ops-ca70b5', true],
      ['ops', true],
    ]),
  );
  expect(new Set(tags.map(([, to]) => to)).size).toBe(3);
  const feeds = pages.flatMap(({ url, head }) => {
    const feed = head({ words: wordsOf('en') }).feed?.url;
    return url.startsWith('operators/') && feed !== undefined ? [[url, feed]] : [];
  });
  expect(feeds.length).toBe(3);
  expect(feeds.map(([, feed]) => feed)).toEqual(feeds.map(([url]) => `${url}feed.xml`));
});
