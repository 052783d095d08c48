import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordCounter } from '../../src/search/count-words.ts';
import { indexOf } from '../../src/search/index-of.ts';
import { fold, idsIn, tokensIn, wordsIn } from '../../src/search/tokens.ts';
import { stem } from '../../src/search/stem.ts';
import { ids, searchable } from './records.ts';

const records = searchable(
  { id: 'RT-260511-01', title: 'Hook and handoff', text: 'The installations lock an inode. Notion is gone.' },
  { id: 'SK-260511-02', title: 'Пробный период', text: 'Три сессии потеряли записи, ещё одна нашлась.' },
  {
    id: 'locks',
    kind: 'learning',
    title: 'Locks',
    owner: 'roman',
    tags: ['infra'],
    text: 'See RT-260511-01.',
  },
  {
    id: 'store',
    kind: 'plan',
    title: 'The store',
    owner: 'sergei',
    status: 'active',
    text: 'A store of records.',
  },
  {
    id: 'sender',
    kind: 'adr',
    title: 'Sender',
    owner: 'roman',
    tags: ['email', 'infra'],
    text: 'The block.',
  },
);

test.each<[query: string, found: string[]]>([
  // All words, in any form.
  ['locks installation', ['RT-260511-01']],
  ['installing', ['RT-260511-01']],
  ['сессиями', ['SK-260511-02']],
  ['запись', ['SK-260511-02']],
  ['еще', ['SK-260511-02']],
  ['ЕЩЁ', ['SK-260511-02']],
  // The last word may still be typed.
  ['hoo', ['RT-260511-01']],
  ['hoo ', []],
  ['installati', ['RT-260511-01']],
  // A slip or two, but only where nothing is found without.
  ['instalation', ['RT-260511-01']],
  ['lcok inode', ['RT-260511-01']],
  ['перод', ['SK-260511-02']],
  ['recrods', ['store']],
  // Ids whole, and by their parts.
  ['RT-260511-01', ['RT-260511-01', 'locks']],
  ['rt-260511', ['RT-260511-01', 'locks']],
  ['260511 02', ['SK-260511-02']],
  // Filters: of one name any, of several all.
  ['kind:plan kind:decision', ['store', 'sender']],
  ['owner:roman tag:infra', ['sender', 'locks']],
  ['owner:roman -tag:email', ['locks']],
  ['status:ACTIVE', ['store']],
  // What must not be there.
  ['lock -notion', ['locks']],
  ['nowhere', []],
])('%s', (query, expected) => {
  expect(ids(records, query).toSorted()).toEqual(expected.toSorted());
});

test('what is in a title stands before what is in a text, and a name that is written out before all', () => {
  const some = searchable(
    { id: 'hook', title: 'Else' },
    { id: 'b', title: 'The hook' },
    { id: 'a', text: 'the hook' },
  );
  expect(ids(some, 'hook')).toEqual(['hook', 'b', 'a']);
});

test('among equals the newest comes first, and what was replaced last', () => {
  const some = searchable(
    { id: 'old', text: 'the lock' },
    { id: 'new', text: 'the lock' },
    { id: 'replaced', text: 'the lock', supersededBy: 'new' },
  );
  expect(ids(some, 'lock')).toEqual(['new', 'old', 'replaced']);
  expect(ids(some, 'kind:session')).toEqual(['new', 'old', 'replaced']);
});

test('every word of a text finds its record, however records are grouped', () => {
  const line = fc.oneof(
    fc.lorem(),
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[а-яёА-ЯЁ -]{0,30}$/),
    fc.stringMatching(/^[A-Z]{2}-\d{6}-\d\d( [A-Za-z_-]+)?$/),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (texts) => {
      const some = searchable(...texts.map((text, at) => ({ id: `r${at}`, text })));
      for (const [at, text] of texts.entries()) {
        for (const word of new Set(tokensIn(text).map((token) => token.word)))
          expect(ids(some, `${word} `)).toContain(`r${at}`);
      }
    }),
    { numRuns: 60 },
  );
});

test('an index put together finds what one made at once does, with the same scores', () => {
  const texts = ['the lock', 'the inode and the lock', 'a store'].map((text, at) => ({
    title: `T${at}`,
    names: `t${at}`,
    summary: '',
    text,
  }));
  const wordsOf = wordCounter();
  const parts = indexOf([wordsOf(texts.slice(0, 1)), wordsOf([]), wordsOf(texts.slice(1))]);
  expect(parts.search('lock')).toEqual(indexOf([wordsOf(texts)]).search('lock'));
});

test('the words of a text are those between what is no letter and no digit, folded', () => {
  expect(wordsIn('Ёж, ﬁle_name ½ RT-260511-01 tool-call')).toEqual([
    'еж',
    'file',
    'name',
    '1',
    '2',
    'rt',
    '260511',
    '01',
    'tool',
    'call',
    'rt-260511-01',
  ]);
  expect(fold('ΛΌΓΟΣ')).toBe(fold('λόγος'));
});

test('ids are words with dashes between them and a digit, wherever they stand', () => {
  const whole = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)+/gu;
  const text = fc.string({ unit: fc.constantFrom('a', 'Ж', '1', '-', '_', ' ', '\u0301', '.', '𝟙') });
  fc.assert(
    fc.property(text, (said) => {
      const expected = (said.match(whole) ?? []).filter((one) => /\p{N}/u.test(one)).map(fold);
      expect(idsIn(said)).toEqual(expected);
    }),
  );
});

test('a word without an end is taken apart in one go, and found by nobody', () => {
  const long = `RT-260511-01 ${'x'.repeat(1_000_000)} a-${'é'.repeat(300_000)}`;
  expect(wordsIn(long).map(({ length }) => length)).toEqual([2, 6, 2, 1_000_000, 1, 300_000, 12]);
  expect(wordCounter()([{ title: '', names: '', summary: '', text: long }]).terms).toBe(
    '01 260511 a rt rt-260511-01',
  );
});

test.each([
  ['lock', 'locks', 'locked', 'locking'],
  ['install', 'installs', 'installed', 'installing'],
  ['сессия', 'сессии', 'сессию', 'сессиями', 'сессией'],
  ['решение', 'решения', 'решений', 'решениям'],
  ['передача', 'передачи', 'передачу', 'передачей'],
  ['записать', 'записал', 'записали', 'записала'],
  ['новый', 'новая', 'новое', 'новые', 'новыми'],
  ['проверка', 'проверку', 'проверки'],
])('%s and its forms have one stem', (...forms) => {
  expect(new Set(forms.map(stem)).size).toBe(1);
});

// What an index was made of must be seen in its name: raise FORMAT in site/machines/search-files.ts with it.
test('the words of a text are stored in this way', () => {
  const words = wordCounter()([
    { title: 'Locks', names: 'locks', summary: '', text: 'A lock, сессии: RT-260511-01' },
    { title: 'B', names: 'b', summary: '', text: 'lock lock' },
  ]);
  expect(words).toMatchInlineSnapshot(`
    {
      "lengths": [
        [
          1,
          1,
          0,
          7,
        ],
        [
          1,
          1,
          0,
          1,
        ],
      ],
      "places": [
        [
          3,
          1,
          0,
          1,
        ],
        [
          3,
          1,
          0,
          1,
        ],
        [
          3,
          1,
          0,
          1,
        ],
        [
          0,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
        ],
        [
          0,
          1,
          0,
          1,
          1,
          1,
          0,
          1,
          3,
          2,
          0,
          1,
          1,
          2,
        ],
        [
          3,
          1,
          0,
          1,
        ],
        [
          3,
          1,
          0,
          1,
        ],
        [
          3,
          1,
          0,
          1,
        ],
      ],
      "terms": "01 260511 a b lock rt rt-260511-01 сесс",
    }
  `);
});
