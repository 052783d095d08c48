import type { Index } from './index-of.ts';
import { stem } from './stem.ts';
import { idsIn, tokensIn } from './tokens.ts';

/** What a part of a query was found in: by the place of the text, how well, and by which stems. */
export type Matches = Map<number, { score: number; terms: readonly string[] }>;

interface How {
  readonly prefix?: boolean;
  readonly fuzzy?: number | false;
}

/** What has a stem. */
function having(index: Index, term: string, how: How = {}): Matches {
  const { prefix = false, fuzzy = false } = how;
  return new Map(
    index.search(term, { prefix, fuzzy }).map(({ id, score, terms }) => [id as number, { score, terms }]),
  );
}

/** What is in all of them, or in any: scores are added up. */
export function inAll(all: readonly Matches[]): Matches {
  const [first = new Map() as Matches, ...rest] = all;
  return rest.reduce((both, one) => {
    const kept: Matches = new Map();
    for (const [id, { score, terms }] of both) {
      const other = one.get(id);
      if (other) kept.set(id, { score: score + other.score, terms: [...terms, ...other.terms] });
    }
    return kept;
  }, first);
}

function inAny(all: readonly Matches[]): Matches {
  const found: Matches = new Map();
  for (const matches of all) {
    for (const [id, { score, terms }] of matches) {
      const other = found.get(id);
      // The better way to have found it counts, once.
      found.set(id, {
        score: Math.max(score, other?.score ?? 0),
        terms: [...(other?.terms ?? []), ...terms],
      });
    }
  }
  return found;
}

/** What has every word, in whatever form. */
export const withWords = (index: Index, words: readonly string[]): Matches =>
  inAll(words.map((word) => having(index, stem(word))));

/** What has a word of a query and nothing that is merely like it; an id whole. */
export function withWord(index: Index, text: string): Matches {
  const ids = idsIn(text);
  return withWords(index, ids.length > 0 ? ids : tokensIn(text).map(({ word }) => word));
}

/**
 * What a word of a query is found in. An id is looked for whole, and only then by its parts.
 * @param open somebody may still be typing it: it may go on
 */
export function matchWord(index: Index, text: string, open: boolean): Matches {
  const [id] = idsIn(text);
  if (id !== undefined) {
    const whole = having(index, id, { prefix: open });
    if (whole.size > 0) return whole;
  }
  const words = tokensIn(text).map(({ word }) => word);
  return inAll(words.map((word, at) => matchOne(index, word, open && at === words.length - 1)));
}

function matchOne(index: Index, word: string, open: boolean): Matches {
  const root = stem(word);
  const exact = having(index, root, { prefix: open && root === word });
  const found = open && root !== word ? inAny([exact, having(index, word, { prefix: true })]) : exact;
  // Slips are looked for only where nothing is found without: `lock` is not to find every `look`.
  return found.size > 0 ? found : matchNear(index, word, root, open);
}

/** What has a word like it: a slip or two away, two letters swapped, or the beginning of a longer form. */
function matchNear(index: Index, word: string, root: string, open: boolean): Matches {
  if (word.length < 4 || /\p{N}/u.test(word)) return new Map();
  const ways: Matches[] = [];
  if (root.length > 3) ways.push(having(index, root, { fuzzy: root.length > 5 ? 2 : 1 }));
  for (let at = 1; at < word.length; at += 1) {
    const swapped = word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
    ways.push(having(index, stem(swapped)));
  }
  const near = inAny(ways);
  return near.size > 0 || !open ? near : matchStart(index, word);
}

/** `installati` is on its way to what `instal` is the stem of. */
function matchStart(index: Index, word: string): Matches {
  for (let end = word.length - 1; end > 3 && end > word.length / 2; end -= 1) {
    const start = having(index, word.slice(0, end));
    if (start.size > 0) return start;
  }
  return new Map();
}
