import { splitDocument } from '../../record/document.ts';
import { destinationsIn } from '../markdown/destinations.ts';
import { wordsOf } from '../text/words-of.ts';

/** Words that stand less often in the second text, with how many are missing; where links lead is left out. */
export async function missingWords(
  source: string,
  record: string,
): Promise<[word: string, missing: number][]> {
  // Most of a text is there as it was. Of a paragraph or a line that both have, both have the words.
  const paragraphs = apart(paragraphsOf(source), paragraphsOf(record));
  if (paragraphs.wanted.length === 0) return [];
  const lines = apart(await linesOf(paragraphs.wanted, source), await linesOf(paragraphs.left, record));
  const missing = count(lines.wanted);
  if (missing.size === 0) return [];
  for (const [word, times] of count(lines.left)) {
    const short = (missing.get(word) ?? 0) - times;
    if (short > 0) missing.set(word, short);
    else missing.delete(word);
  }
  return [...missing];
}

/** A part of a text, and where it stands. */
interface Part {
  readonly text: string;
  readonly start: number;
}

/** What is in the first list alone, and what in the second, each as often as it is. */
function apart(source: readonly Part[], record: readonly Part[]): { wanted: Part[]; left: Part[] } {
  // By their lengths first: to compare a few texts takes less than to hash all of them.
  const there = new Map<number, Part[]>();
  for (const part of record) {
    const alike = there.get(part.text.length);
    if (alike) alike.push(part);
    else there.set(part.text.length, [part]);
  }
  for (const alike of there.values()) if (alike.length > FEW) return apartByText(source, record);
  const taken = new Set<Part>();
  const wanted = source.filter(({ text }) => {
    const same = there.get(text.length)?.find((part) => !taken.has(part) && part.text === text);
    if (same) taken.add(same);
    return same === undefined;
  });
  return { wanted, left: record.filter((part) => !taken.has(part)) };
}

/** So many of one length are looked through. */
const FEW = 16;

function apartByText(source: readonly Part[], record: readonly Part[]): { wanted: Part[]; left: Part[] } {
  const wants = new Map<string, number>();
  for (const { text } of source) wants.set(text, (wants.get(text) ?? 0) + 1);
  const takes = ({ text }: Part): boolean => {
    const times = wants.get(text) ?? 0;
    if (times > 0) wants.set(text, times - 1);
    return times > 0;
  };
  const left = record.filter((part) => !takes(part));
  return { wanted: source.filter(takes), left };
}

function paragraphsOf(text: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n', start)) {
    parts.push({ text: text.slice(start, end), start });
    start = end + 2;
  }
  parts.push({ text: text.slice(start), start });
  return parts;
}

/** The lines of parts of a text without where links lead. What frontmatter leaves open, ends with it. */
async function linesOf(parts: readonly Part[], text: string): Promise<Part[]> {
  const { bodyStart } = splitDocument(text);
  const above = bodyStart === 0 ? [] : await destinationsIn(text.slice(0, bodyStart));
  const below = (await destinationsIn(text.slice(bodyStart))).map(({ start, end }) => ({
    start: start + bodyStart,
    end: end + bodyStart,
  }));
  const destinations = [...above, ...below];
  const lines: Part[] = [];
  let next = 0;
  for (const { text: part, start } of parts.toSorted((a, b) => a.start - b.start)) {
    let from = start;
    const to = start + part.length;
    // Letters on both sides of a destination are no one word.
    const take = (end: number): void => {
      for (const line of text.slice(from, end).split('\n')) lines.push({ text: line, start });
    };
    while ((destinations[next]?.end ?? Infinity) <= start) next += 1;
    for (let one = destinations[next]; one && one.start < to; one = destinations[(next += 1)]) {
      if (one.start < from) continue;
      take(one.start);
      from = one.end;
    }
    take(to);
  }
  return lines;
}

function count(lines: readonly Part[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(lines.map(({ text }) => text).join('\n')))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
