import { destinationsIn } from '../markdown/destinations.ts';

const WORD = /[\p{L}\p{N}_]+/gu;

/** The words of a text and how often each stands there; where links lead is left out. */
export async function wordsIn(text: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let from = 0;
  const count = (part: string): void => {
    // A list of texts, not of matches: of a large import there are millions.
    for (const word of part.match(WORD) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { start, end } of await destinationsIn(text)) {
    if (start < from) continue;
    // Letters on both sides of a destination are no one word.
    count(text.slice(from, start));
    from = end;
  }
  count(text.slice(from));
  return counts;
}

/** Words that stand less often in the second text, with how many are missing. */
export function missingWords(
  source: ReadonlyMap<string, number>,
  record: ReadonlyMap<string, number>,
): [word: string, missing: number][] {
  const missing: [string, number][] = [];
  for (const [word, count] of source) {
    const short = count - (record.get(word) ?? 0);
    if (short > 0) missing.push([word, short]);
  }
  return missing;
}
