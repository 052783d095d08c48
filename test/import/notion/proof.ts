import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceItem } from '../../../src/import/item.ts';

/** The text of each file below a folder, by path. */
export function filesBelow(dir: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(dir, path)).isFile()) files.set(path, readFileSync(join(dir, path), 'utf8'));
  return files;
}

/** Words of a page that its item does not have, or not as often: counted without canon. */
export function missingWords(
  page: string,
  { title, sections, properties }: Pick<SourceItem, 'title' | 'sections' | 'properties'>,
): { readonly missing: string[]; readonly count: number } {
  const have = [title, ...sections.flatMap(({ heading, text }) => [heading, text]), properties ?? ''].join(
    '\n',
  );
  const left = new Map<string, number>();
  for (const word of words(have)) left.set(word, (left.get(word) ?? 0) + 1);
  const missing: string[] = [];
  const wanted = words(page);
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count === 0) missing.push(word);
    left.set(word, count - 1);
  }
  return { missing, count: wanted.length };
}

// Where links lead is no text of a page, in neither of the two ways in which Notion writes them.
const words = (text: string): string[] =>
  text
    .replace(/\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '] ')
    .replace(/ \((?:https:\/\/www\.notion\.so\/[^)]*|[^()\s]*%20[^()\s]*\.md)\)/g, ' ')
    .match(/[\p{L}\p{N}_]+/gu) ?? [];
