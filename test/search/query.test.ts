import { expect, test } from 'vitest';
import { parseQuery, type Part, toggleFilter } from '../../src/search/query.ts';

const word = (text: string, not = false): Part => ({ type: 'word', text, not });
const phrase = (...words: string[]): Part => ({ type: 'phrase', words, not: false });
const filter = (name: 'kind' | 'owner' | 'tag' | 'status', value: string, not = false): Part => ({
  type: 'filter',
  name,
  value,
  not,
});

test.each<[query: string, parts: Part[]]>([
  ['lock inode', [word('lock'), word('inode')]],
  ['"a separate  File" x', [phrase('a', 'separate', 'file'), word('x')]],
  ['kind:plan OWNER:Roman', [filter('kind', 'plan'), filter('owner', 'roman')]],
  ['tag:"two words" -tag:infra', [filter('tag', 'two words'), filter('tag', 'infra', true)]],
  ['lock -notion', [word('lock'), word('notion', true)]],
  ['nothing:here http://x.org', [word('nothing:here'), word('http://x.org')]],
  ['"never closed', [phrase('never', 'closed')]],
  ['RT-260511-01', [word('RT-260511-01')]],
  ['- -- "" kind: !?', [word('kind:')]],
  ['"lock"file', [phrase('lock'), word('file')]],
])('%s', (query, parts) => {
  expect(parseQuery(query).parts).toEqual(parts);
});

test('the last word may go on until something stands behind it', () => {
  expect(['loc', 'loc ', 'loc kind:plan', ''].map((query) => parseQuery(query).open)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a filter is put into a query, and taken out again', () => {
  const put = toggleFilter('lock "in a row"', 'tag', 'two words');
  expect(put).toBe('lock "in a row" tag:"two words"');
  expect(toggleFilter(put, 'tag', 'Two Words')).toBe('lock "in a row"');
  expect(toggleFilter('', 'kind', 'plan')).toBe('kind:plan');
});
