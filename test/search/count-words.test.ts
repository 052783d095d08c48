import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { wordCounter } from '../../src/search/count-words.ts';
import { FIELDS, type SearchText } from '../../src/search/document.ts';
import { indexOf } from '../../src/search/index-of.ts';
import { stem } from '../../src/search/stem.ts';
import { wordsIn } from '../../src/search/tokens.ts';

const words = fc.constantFrom(
  'lock',
  'Locks,',
  'сессии',
  'RT-260511-01',
  '½',
  'a_b-3',
  '…',
  '-',
  'ё́',
  'ﬁle\u00A0x',
  '𝔘',
);
const line = fc.oneof(
  fc.array(words, { maxLength: 12 }).map((found) => found.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const texts = fc.array(fc.record({ title: line, names: line, summary: line, text: line }), { maxLength: 6 });

/** What MiniSearch makes of texts on its own. */
function asMiniSearch(found: readonly SearchText[]): unknown {
  const index = new MiniSearch({ fields: [...FIELDS], tokenize: wordsIn, processTerm: stem });
  index.addAll(found.map((text, id) => ({ ...text, id })));
  return comparable(index);
}

function comparable(index: MiniSearch): unknown {
  const { index: terms, fieldLength, documentCount } = index.toJSON();
  return {
    terms: new Map(terms.map(([term, places]) => [term, JSON.stringify(places)])),
    fieldLength,
    documentCount,
  };
}

test('words are counted as MiniSearch counts them', () => {
  fc.assert(
    fc.property(texts, (found) => {
      expect(comparable(indexOf([wordCounter()(found)]) as MiniSearch)).toEqual(asMiniSearch(found));
    }),
    { numRuns: 200 },
  );
});
