import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { BOOST, FIELDS, type SearchText } from './document.ts';
import type { Words } from './words.ts';
import { stem } from './stem.ts';
import { wordsIn } from './tokens.ts';

interface Entry extends SearchText {
  readonly id: number;
}

const OPTIONS: Options<Entry> = {
  fields: [...FIELDS],
  tokenize: wordsIn,
  processTerm: stem,
  // What is searched for has been taken apart before.
  searchOptions: { boost: BOOST, tokenize: (word) => [word], processTerm: (word) => word },
};

/** An index of texts: what is found is told by its place among them. */
export type Index = MiniSearch<Entry>;

/** Puts an index together. It is the same as one that MiniSearch makes of all texts at once. */
export function indexOf(parts: readonly Words[]): Index {
  const terms = new Map<string, Record<number, Record<number, number>>>();
  const fieldLength: Record<number, readonly number[]> = {};
  let count = 0;
  for (const { lengths, terms: names, places } of parts) {
    let at = 0;
    for (const term of names === '' ? [] : names.split(' ')) {
      const numbers = places[at++] ?? [];
      let fields = terms.get(term);
      if (!fields) terms.set(term, (fields = {}));
      for (let i = 0; i < numbers.length;) {
        const texts = (fields[numbers[i++] ?? 0] ??= {});
        let text = count;
        for (let left = numbers[i++] ?? 0; left > 0; left -= 1) {
          text += numbers[i++] ?? 0;
          texts[text] = numbers[i++] ?? 0;
        }
      }
    }
    for (const length of lengths) fieldLength[count++] = length;
  }
  const all = Array.from({ length: count }, (_, at) => at);
  const average = FIELDS.map(
    (_, field) => all.reduce((sum, at) => sum + (fieldLength[at]?.[field] ?? 0), 0) / count,
  );
  const plain = {
    documentCount: count,
    nextId: count,
    documentIds: Object.fromEntries(all.map((at) => [at, at])),
    fieldIds: Object.fromEntries(FIELDS.map((field, at) => [field, at])),
    fieldLength,
    averageFieldLength: average,
    storedFields: {},
    dirtCount: 0,
    index: [...terms],
    serializationVersion: 2,
  };
  return MiniSearch.loadJS(plain as unknown as AsPlainObject, OPTIONS);
}
