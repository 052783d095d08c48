import { nearest } from '../text/nearest.ts';
import type { Searchable } from './find.ts';
import { matchWord } from './match-word.ts';
import type { Query } from './query.ts';
import { stem } from './stem.ts';
import { tokensIn } from './tokens.ts';

/** A word of a query that is in no record, and the stems of words that are a bit like it. */
export interface Missing {
  readonly word: string;
  readonly near: readonly string[];
}

/**
 * The words of a query that are nowhere.
 * @param terms every stem there is
 */
export function missingWords({ index }: Searchable, query: Query, terms: Iterable<string>): Missing[] {
  const words = query.parts.flatMap((part) => {
    if (part.type === 'filter' || part.not) return [];
    return part.type === 'word' ? tokensIn(part.text).map(({ word }) => word) : part.words;
  });
  const missing = [...new Set(words)].filter((word) => matchWord(index, word, false).size === 0);
  const all = missing.length > 0 ? [...new Set(terms)] : [];
  return missing.map((word) => ({ word, near: nearest(stem(word), all) }));
}
