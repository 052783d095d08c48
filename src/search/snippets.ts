import { phraseAt, phrasesOf } from './phrases.ts';
import type { Query } from './query.ts';
import { stem } from './stem.ts';
import { idTokensIn, tokensIn } from './tokens.ts';

/** A piece of a text on one line, plain, with the places in it that were found. */
export interface Snippet {
  readonly text: string;
  readonly marks: readonly (readonly [start: number, end: number])[];
}

type Mark = readonly [start: number, end: number, term: string];

/** No text is looked through further; one with as many pieces as are wanted not even this far. */
const LONGEST = 400_000;
const ENOUGH = 40_000;

/**
 * Up to `most` pieces of a text around what was found in it, in the order in which they stand there: first those with
 * the most different words. Cut at words; what a text says twice comes once.
 * @param blocks paragraphs, list items, lines of code: no piece goes from one into the next
 * @param terms the stems that were found
 * @param width of a piece, in UTF-16 units
 */
export function snippetsOf(
  blocks: readonly string[],
  terms: readonly string[],
  query: Query,
  { most = 3, width = 160 } = {},
): Snippet[] {
  const wanted = new Set(terms);
  const phrases = phrasesOf(query).wanted;
  const pieces: { order: number; worth: number; snippet: Snippet }[] = [];
  const said = new Set<string>();
  let read = 0;
  for (const written of blocks) {
    if ((read += written.length) > (pieces.length < most ? LONGEST : ENOUGH)) break;
    const block = written.replace(/\s+/g, ' ').trim();
    const marks = marksIn(block, wanted, phrases);
    for (let i = 0; i < marks.length;) {
      const [from] = marks[i] ?? [0];
      let end = i;
      while (end < marks.length && (marks[end]?.[1] ?? 0) - from <= width * 0.8) end += 1;
      const inside = marks.slice(i, Math.max(end, i + 1));
      const worth = new Set(inside.map(([, , term]) => term)).size;
      const snippet = around(block, inside, width);
      if (!said.has(snippet.text)) pieces.push({ order: pieces.length, worth, snippet });
      said.add(snippet.text);
      i += inside.length;
    }
  }
  return pieces
    .toSorted((a, b) => b.worth - a.worth || a.order - b.order)
    .slice(0, most)
    .toSorted((a, b) => a.order - b.order)
    .map(({ snippet }) => snippet);
}

function marksIn(
  block: string,
  wanted: ReadonlySet<string>,
  phrases: readonly (readonly string[])[],
): Mark[] {
  const tokens = tokensIn(block);
  const initials = new Set([...wanted].map((term) => term[0]));
  const inPhrase = new Set(
    phrases.flatMap((phrase) => phraseAt(tokens, phrase).flatMap((at) => phrase.map((_, i) => at + i))),
  );
  // Ids are marked whole; of a phrase that was asked for only its own words.
  const marks: Mark[] = idTokensIn(block).flatMap(({ word, start, end }): Mark[] =>
    wanted.has(word) ? [[start, end, word]] : [],
  );
  for (const [at, { word, start, end }] of tokens.entries()) {
    if (inPhrase.has(at)) marks.push([start, end, `"${word}`]);
    // A stem begins as its word does: most words need none.
    else if (initials.has(word[0]) && wanted.has(stem(word))) marks.push([start, end, stem(word)]);
  }
  marks.sort(([a, endA], [b, endB]) => a - b || endB - endA);
  let last = 0;
  return marks.filter(([start, end]) => {
    if (start < last) return false;
    last = end;
    return true;
  });
}

/** The text around some marks, cut at blanks, with an ellipsis where it was. */
function around(block: string, marks: readonly Mark[], width: number): Snippet {
  const first = marks[0]?.[0] ?? 0;
  const last = marks.at(-1)?.[1] ?? 0;
  const spare = Math.max(0, width - (last - first));
  let from = Math.max(0, Math.min(first - Math.floor(spare / 3), block.length - width));
  let to = Math.min(block.length, Math.max(from + width, last));
  if (from > 0) {
    const blank = block.indexOf(' ', from - 1);
    from = blank >= 0 && blank < first ? blank + 1 : whole(block, Math.min(from, first));
  }
  if (to < block.length) {
    const blank = block.lastIndexOf(' ', to);
    to = blank >= last ? blank : whole(block, Math.max(to, last));
  }
  const start = from > 0 ? '…' : '';
  const shift = start.length - from;
  return {
    text: start + block.slice(from, to) + (to < block.length ? '…' : ''),
    marks: marks.map(([a, b]) => [Math.max(a, from) + shift, Math.min(b, to) + shift] as const),
  };
}

/** Not in the middle of a character. */
const whole = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at);
