import type { SearchDoc } from './document.ts';
import { filterOf } from './filters.ts';
import type { Index } from './index-of.ts';
import { inAll, type Matches, matchWord, withWord, withWords } from './match-word.ts';
import type { Part, Query } from './query.ts';
import { fold } from './tokens.ts';
import { ranked } from './rank.ts';

/** A record that was found. */
export interface Found {
  readonly doc: SearchDoc;
  /** Its place among the documents: a newer one has a higher one. */
  readonly at: number;
  /** How well it fits: 0 where no word was asked for. */
  readonly score: number;
  /** The stems by which it was found. */
  readonly terms: readonly string[];
}

/** Everything that can be searched. */
export interface Searchable {
  /** The oldest first: of those that fit as well as each other the later one is shown first. */
  readonly docs: readonly SearchDoc[];
  readonly index: Index;
}

/**
 * What a query finds, the best first. Whether the words of its phrases stand in a row only a text can tell: see
 * `phrasesOf`.
 */
export const find = (all: Searchable, query: Query): Found[] => filtered(matched(all, query), query);

/** Those that the filters of a query leave, the best first. */
export function filtered(found: readonly Found[], query: Query): Found[] {
  const filter = filterOf(query);
  return ranked(found.filter(({ doc }) => filter(doc)));
}

/** What has the words of a query, whatever its filters say, the oldest first. */
export function matched({ docs, index }: Searchable, { parts, open }: Query): Found[] {
  const last = parts.at(-1);
  const matches = (part: Part, isOpen: boolean): Matches =>
    part.type === 'word'
      ? matchWord(index, part.text, isOpen)
      : withoutTerms(withWords(index, part.type === 'phrase' ? part.words : []));
  const asked = parts.filter(({ type, not }) => type !== 'filter' && !not);
  const wanted = inAll(asked.map((part) => matches(part, open && part === last)));
  const unwanted = new Set(
    parts.flatMap((part) => (part.type === 'word' && part.not ? [...withWord(index, part.text).keys()] : [])),
  );
  const whole = fold(asked.map((part) => (part.type === 'word' ? part.text : '')).join(' '));
  const found: Found[] = [];
  for (const [at, doc] of docs.entries()) {
    const match = asked.length === 0 ? { score: 0, terms: [] } : wanted.get(at);
    if (!match || unwanted.has(at)) continue;
    // Whoever writes its name out means it.
    const named = fold(doc.id) === whole ? 100 : fold(doc.title) === whole ? 10 : 1;
    found.push({ doc, at, score: match.score * named, terms: match.terms });
  }
  return found;
}

// The words of a phrase are found where they stand in a row, and nowhere else.
const withoutTerms = (matches: Matches): Matches =>
  new Map([...matches].map(([at, { score }]) => [at, { score, terms: [] }]));
