import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';
import { phrasesHold } from '../../src/search/phrases.ts';
import { plainBlocks } from '../../src/search/plain-blocks.ts';
import { snippetsOf } from '../../src/search/snippets.ts';
import { stem } from '../../src/search/stem.ts';
import { tokensIn } from '../../src/search/tokens.ts';
import { readBody } from '../../src/work/document.ts';

/** Snippets with what was found between brackets. */
const marked = (blocks: string[], query: string, width = 160): string[] => {
  const terms = tokensIn(query).map(({ word }) => stem(word));
  return snippetsOf(blocks, query.includes('"') ? [] : terms, parseQuery(query), { width }).map(
    ({ text, marks }) =>
      marks.toReversed().reduce((so, [a, b]) => `${so.slice(0, a)}[${so.slice(a, b)}]${so.slice(b)}`, text),
  );
};

test('what was found stands in its sentence, cut at words', () => {
  const text = `${'before it '.repeat(20)}the locked inode${' and behind'.repeat(20)}`;
  expect(marked([text], 'lock inode', 60)).toEqual([
    '…before it the [locked] [inode] and behind and behind and…',
  ]);
  expect(marked(['A lock.'], 'lock')).toEqual(['A [lock].']);
  expect(marked(['Три сессии.'], 'сессия')).toEqual(['Три [сессии].']);
});

test('there are three at most: those with the most words, in their order', () => {
  expect(marked(['a lock', 'no', 'lock it', 'lock and inode', 'an inode', 'inode'], 'lock inode')).toEqual([
    'a [lock]',
    '[lock] it',
    '[lock] and [inode]',
  ]);
});

test('what stands there twice comes once', () => {
  expect(marked(['a lock', 'the  lock', 'a lock', 'the lock'], 'lock')).toEqual(['a [lock]', 'the [lock]']);
});

test('of a phrase only its words in a row are marked', () => {
  expect(marked(['file, separate', 'A separate FILE is a file.'], '"separate file"')).toEqual([
    'A [separate] [FILE] is a file.',
  ]);
});

test.each([
  ['"separate file"', 'a Separate — file', true],
  ['"separate file"', 'a file, separate', false],
  ['-"separate file"', 'a file', true],
  ['-"separate file"', 'separate file', false],
  ['separate', '', true],
])('%s holds in "%s": %s', (query, text, holds) => {
  expect(phrasesHold(parseQuery(query), text)).toBe(holds);
});

test('a snippet is a piece of its text, whatever that is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.integer({ min: 10, max: 80 }),
      (text, width) => {
        const terms = tokensIn(text).map(({ word }) => stem(word));
        const plain = text.replace(/\s+/g, ' ').trim();
        for (const { text: piece, marks } of snippetsOf([text], terms, parseQuery('x'), { width })) {
          expect(plain).toContain(piece.replace(/^…|…$/g, ''));
          for (const [start, end] of marks)
            expect(terms).toContain(stem(tokensIn(piece.slice(start, end))[0]!.word));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a record is searched as plain text: no comment, no marks, code as it is', async () => {
  const body = await readBody(
    'session',
    '# T\n\nIntro\ngoes on.\n\n## Summary\n\n<!-- guidance -->\n- [x] **bold** [link](x.md)\n  wrapped\n\n' +
      '| a | b |\n|---|---|\n| 1 | `c` |\n\n```sh\n# code <b>\n```\n\n## Own heading\n\n> said\n\n> [!NOTE]\n> Box<Gadget>[^1]\n\n[^1]: note\n',
  );
  expect(plainBlocks(body)).toEqual([
    'Intro goes on.',
    'bold link wrapped',
    'a · b',
    '1 · c',
    '# code <b>',
    'Own heading',
    'said',
    'Box<Gadget>',
    'note',
  ]);
});

test.each(['[a](', '![a](', '[a](<', '[', '`'])('a line of %s alone is read soon', async (mark) => {
  const body = await readBody('session', `# T\n\n${mark.repeat(50_000)}\n`);
  expect(plainBlocks(body).join('').length).toBeLessThanOrEqual(mark.length * 50_000 + 100);
});

test('of a long text no more is read than it takes to have as many pieces as are shown', () => {
  const far = ['said before. '.repeat(4000), 'a lock, an inode'];
  const near = ['a lock', 'the lock', 'one lock'];
  expect(marked([...near, ...far], 'lock inode')).toEqual(['a [lock]', 'the [lock]', 'one [lock]']);
  expect(marked(['a lock', 'the lock', ...far], 'lock inode').at(-1)).toBe('a [lock], an [inode]');
});

test('a stem begins as its word does: what begins otherwise has another', () => {
  const letters = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщъыьэюя'].map((all) =>
    fc.string({ unit: fc.constantFrom(...all), minLength: 1, maxLength: 9 }),
  );
  const ended = fc.tuple(fc.oneof(...letters), fc.constantFrom('', 'ies', 'ing', 'ability', 'ями', 'вшись'));
  fc.assert(
    fc.property(ended, (parts) => {
      const word = parts.join('');
      expect(stem(word).charAt(0)).toBe(word.charAt(0));
    }),
    { numRuns: 2000 },
  );
});
