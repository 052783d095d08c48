import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cells, cutTo, padTo, wrapTo } from '../../src/text/width.ts';

const SAMPLES: readonly (readonly [text: string, cells: number])[] = [
  ['', 0],
  ['plain', 5],
  ['Передать Роману', 15],
  ['отправка — адреса «да»', 22],
  ['■■□□ 4/9 · ↑ → │ ─ …', 20],
  ['漢字かな', 8],
  ['한국어', 6],
  ['ｈａｌｆ', 8],
  ['e\u0301le\u0300ve', 5],
  ['\u0438\u0306', 1],
  ['👍', 2],
  ['👍🏽', 2],
  ['👨‍👩‍👧', 2],
  ['🇩🇪🇫🇷', 4],
  ['⚠', 1],
  ['⚠\uFE0F', 2],
  ['1\uFE0F\u20E3', 2],
  ['שלום', 4],
  ['\u200B\u2060', 0],
];

test.each(SAMPLES)('%s takes %i cells', (text, width) => {
  expect(cells(text)).toBe(width);
});

test('every text is measured as string-width measures it', () => {
  const letter = fc.oneof(
    fc.constantFrom('a', 'Я', '漢', '가', 'é', '👍', '👨‍👩‍👧', '🏽', '\u200D', '\uFE0F', '⚠', '■', '…', '↔', '☺'),
    fc.constantFrom('\u0301', '\u200B', 'ﾞ', 'ｶ', 'न', 'ि', 'ا', '🇩', '\u20E3', '1', '←', '▶', '◀', '‼'),
    fc.integer({ min: 0x20, max: 0x10fff }).map((point) => String.fromCodePoint(point)),
    fc.integer({ min: 0x2000, max: 0x2fff }).map((point) => String.fromCodePoint(point)),
  );
  // Where terminals disagree among themselves (lone conjoining jamo, half an emoji sequence) nothing is owed.
  const odd = [
    /[\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB]/u,
    /\p{Emoji_Modifier}|\p{RI}|\p{Variation_Selector}|\u20E3|\p{C}/u,
  ];
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 8 }), (letters) => {
      const text = letters.join('');
      fc.pre(!odd.some((pattern) => pattern.test(text)));
      expect(cells(text)).toBe(stringWidth(text));
    }),
    { numRuns: 3000 },
  );
});

test('colours take no room', () => {
  expect(cells('\u001B[1mbold\u001B[22m \u001B[36m漢\u001B[39m')).toBe(7);
});

test('a text is cut between characters, and says so', () => {
  expect(cutTo('Передать', 5)).toBe('Пере…');
  expect(cutTo('漢字漢字', 4)).toBe('漢…');
  expect(cutTo('👨‍👩‍👧👨‍👩‍👧', 3)).toBe('👨‍👩‍👧…');
  expect(padTo('漢', 4)).toBe('漢  ');
});

test('lines break at blanks, a long word inside', () => {
  expect(wrapTo('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapTo('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  // A word as long as a file is cut in one go.
  expect(wrapTo('['.repeat(400_000), 80)).toHaveLength(5000);
  expect(wrapTo('語'.repeat(40_000), 80)).toHaveLength(1000);
});
