import { FIELDS, type SearchText } from './document.ts';
import { stem } from './stem.ts';
import { wordsIn } from './tokens.ts';
import type { Words } from './words.ts';

/** A word, and the field in which it was met last. */
interface Word {
  readonly stem: Stem;
  seen: number;
}

/** What the forms of a word share, and how often it stands in the field in which it was met last. */
interface Stem {
  readonly term: string;
  seen: number;
  count: number;
}

/** Where a stem stands: per field how far each text is from the last one that has it, and how often. */
interface Places {
  readonly last: number[];
  readonly steps: number[][];
}

/** Makes the words of a few texts: what an index of many is put together from. */
export type WordCounter = (texts: readonly SearchText[]) => Words;

/**
 * Counts the words of texts. The numbers are those that MiniSearch comes to when it is given the same texts, `wordsIn`
 * and `stem`, which takes it many times as long: texts say the same words again and again.
 */
export function wordCounter(): WordCounter {
  let known = vocabulary();
  let fields = 0;
  return (texts) => {
    // Never in between: what is known says what was met in the field at hand.
    if (known.size() > MOST_PIECES) known = vocabulary();
    const { wordsAt } = known;
    const found = new Map<string, Places>();
    const lengths = texts.map((text, at) =>
      FIELDS.map((name, field) => {
        const { different, stems } = countField(wordsAt, text[name], (fields += 1));
        for (const { term, count } of stems) note(found, term, field, at, count);
        return different;
      }),
    );
    const terms = [...found.keys()].sort();
    return {
      lengths,
      terms: terms.join(' '),
      places: terms.map((term) => packed(found.get(term)?.steps ?? [])),
    };
  };
}

/** How many different words a field has, and its stems. */
function countField(
  wordsAt: (piece: string) => readonly Word[],
  text: string,
  now: number,
): { readonly different: number; readonly stems: readonly Stem[] } {
  const stems: Stem[] = [];
  let different = 0;
  // No word goes on behind a blank.
  for (const piece of text.split(/\s+/)) {
    for (const word of wordsAt(piece)) {
      if (word.seen !== now) different += 1;
      word.seen = now;
      const { stem: of } = word;
      if (of.seen !== now) {
        of.seen = now;
        of.count = 0;
        stems.push(of);
      }
      of.count += 1;
    }
  }
  return { different, stems };
}

function note(found: Map<string, Places>, term: string, field: number, text: number, count: number): void {
  let places = found.get(term);
  if (!places) found.set(term, (places = { last: FIELDS.map(() => 0), steps: FIELDS.map(() => []) }));
  places.steps[field]?.push(text - (places.last[field] ?? 0), count);
  places.last[field] = text;
}

/** Per field with the term: field, how many texts, then of each how far it is from the last, and how often. */
const packed = (steps: readonly (readonly number[])[]): number[] =>
  steps.flatMap((of, field) => (of.length === 0 ? [] : [field, of.length / 2, ...of]));

/** More than there are in a few thousand records. What is forgotten is taken apart again. */
const MOST_PIECES = 100_000;

/** Nobody looks for more in one word: it is what was pasted in, and whoever searches would load it. */
const LONGEST = 200;

interface Vocabulary {
  /** The words of what stands between two blanks. */
  readonly wordsAt: (piece: string) => readonly Word[];
  readonly size: () => number;
}

/** Takes each piece of text apart once. */
function vocabulary(): Vocabulary {
  const stemOf = remembered((term): Stem => ({ term, seen: 0, count: 0 }));
  const wordOf = remembered((word): Word => ({ stem: stemOf.of(stem(word)), seen: 0 }));
  const pieces = remembered((piece): readonly Word[] =>
    wordsIn(piece)
      .filter(({ length }) => length <= LONGEST)
      .map(wordOf.of),
  );
  return { wordsAt: pieces.of, size: () => pieces.known.size };
}

function remembered<T>(make: (key: string) => T): { of: (key: string) => T; known: ReadonlyMap<string, T> } {
  const known = new Map<string, T>();
  const of = (key: string): T => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = make(key)));
    return found;
  };
  return { of, known };
}
