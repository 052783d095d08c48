/** A word of a text: folded, and where it stands. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// Marks belong to the letter before them: combining accents, vowel signs.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/**
 * An id or a date is words with dashes between, and a digit somewhere. Words without a dash are taken as well: a very
 * long one that is no match would be looked at from each of its letters again.
 */
const WHOLE = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const DASH = /[-_]/;
const DIGIT = /\p{N}/u;

/** One spelling of what is written in several: compatibility forms, case, `ё`, the two small sigmas. */
export const fold = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll('ς', 'σ').normalize('NFKC');

/** What written words are folded to: a long text has few different ones, and folding takes longest. */
const known = new Map<string, readonly string[]>();

/** A compatibility form may be several words: `½` is `1⁄2`. */
function foldedWords(written: string): readonly string[] {
  const words = known.get(written) ?? fold(written).match(WORD) ?? [];
  if (known.size > 9999) known.clear();
  known.set(written, words);
  return words;
}

/** The words of a text in their order, with their places. What stands at a place is folded only then. */
export function tokensIn(text: string): Token[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: written, index }) =>
    foldedWords(written).map((word) => ({ word, start: index, end: index + written.length })),
  );
}

/** The words of a text, and the ids in it whole: `RT-260511-01` is `rt`, `260511`, `01` and `rt-260511-01`. */
export const wordsIn = (text: string): string[] => [
  ...tokensIn(text).map(({ word }) => word),
  ...idsIn(text),
];

/** What stands in a text with dashes and digits, folded: ids, dates, numbered names. */
export const idsIn = (text: string): string[] => idTokensIn(text).map(({ word }) => word);

/** The same, with their places. */
export const idTokensIn = (text: string): Token[] =>
  DASH.test(text)
    ? [...text.matchAll(WHOLE)].flatMap(({ 0: written, index }) =>
        DASH.test(written) && DIGIT.test(written)
          ? [{ word: fold(written), start: index, end: index + written.length }]
          : [],
      )
    : [];
