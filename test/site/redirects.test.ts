import { expect, test } from 'vitest';
import { redirectPages } from '../../src/site/pages/redirects.tsx';
import { drawn, siteModel, type SomeRecord } from './model.ts';

const urls = (records: readonly SomeRecord[], taken: readonly string[] = []): string[] =>
  redirectPages(siteModel(records), taken).map(({ url }) => url);

test('an older id leads to the record, to its text as well', () => {
  expect(
    urls([
      { kind: 'session', id: 'RT-260511-01', aliases: ['CONV-30'] },
      { kind: 'plan', id: 'flip', aliases: ['store'] },
    ]),
  ).toEqual(['sessions/CONV-30/', 'plans/store/', 'plans/store/document/']);
});

test.each([
  ['https://example.org/', 'https://example.org/plans/flip/'],
  [undefined, '../flip/'],
])('the page of an older id sends on, and says where to (%s)', (url, canonical) => {
  const model = siteModel([{ kind: 'plan', id: 'flip', title: 'The flip', aliases: ['store'] }], { url });
  const html = drawn(redirectPages(model, [])[0]!, model);
  expect(html).toContain('<meta http-equiv="refresh" content="0; url=../flip/"/>');
  expect(html).toContain(`<link rel="canonical" href="${canonical}"/>`);
  expect(html).toContain('<a href="../flip/">The flip</a>');
  expect(html).toContain('noindex');
});

test('a page that is there goes before, in any case of letters', () => {
  const record = { kind: 'session', id: 'RT-1', aliases: ['Conv-30', 'CONV-31'] } as const;
  expect(urls([record], ['sessions/CONV-30/'])).toEqual(['sessions/CONV-31/']);
});

test('of two records that had one id the first has it', () => {
  const model = siteModel([
    { kind: 'session', id: 'RT-1', created: '2026-01-01', aliases: ['CONV-30'] },
    { kind: 'session', id: 'RT-2', created: '2026-01-02', aliases: ['CONV-30'] },
  ]);
  const pages = redirectPages(model, []);
  expect(pages.map(({ url }) => url)).toEqual(['sessions/CONV-30/']);
  expect(pages[0]!.view()).toMatchObject({ id: 'RT-2' });
});

test('an id of a hostile record stays in its folder, and there are not many of them', () => {
  const aliases = ['../../../etc', 'a/b', '..', ...Array.from({ length: 5000 }, (_, at) => `old-${at}`)];
  const found = urls([{ kind: 'session', id: 'RT-1', aliases }]);
  expect(found).toHaveLength(100);
  for (const url of found) expect(url).toMatch(/^sessions\/[^/]+\/$/);
  expect(found.some((url) => url.includes('/../'))).toBe(false);
});
