import { splitDocument } from '../../record/document.ts';
import { destinationsIn } from '../markdown/destinations.ts';
import { wordsOf } from '../text/words-of.ts';

/** Words that stand less often in the second text, with how many are missing; where links lead is left out. */
export async function missingWords(
  source: string,
  record: string,
): Promise<[word: string, missing: number][]> {
  const left = new Map<string, number>();
  for (const line of await linesOf(record)) left.set(line, (left.get(line) ?? 0) + 1);
  const wanted: string[] = [];
  // Most lines are there as they were. Of a line that both have, both have the words.
  for (const line of await linesOf(source)) {
    const there = left.get(line) ?? 0;
    if (there > 0) left.set(line, there - 1);
    else wanted.push(line);
  }
  const missing = count(wanted);
  if (missing.size === 0) return [];
  const rest = [...left].flatMap(([line, times]) => (times > 0 ? Array<string>(times).fill(line) : []));
  for (const [word, times] of count(rest)) {
    const short = (missing.get(word) ?? 0) - times;
    if (short > 0) missing.set(word, short);
    else missing.delete(word);
  }
  return [...missing];
}

/** The lines of a text without where links lead. What frontmatter leaves open, ends with it. */
async function linesOf(text: string): Promise<string[]> {
  const { bodyStart } = splitDocument(text);
  const body = await shownLines(text.slice(bodyStart));
  return bodyStart === 0 ? body : [...(await shownLines(text.slice(0, bodyStart))), ...body];
}

/** Letters on both sides of a destination are no one word. */
async function shownLines(text: string): Promise<string[]> {
  let shown = '';
  let from = 0;
  for (const { start, end } of await destinationsIn(text)) {
    if (start < from) continue;
    shown += `${text.slice(from, start)}\n`;
    from = end;
  }
  return (shown + text.slice(from)).split('\n');
}

function count(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(lines.join('\n'))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
