import { splitDocument } from '../../record/document.ts';
import { type Checkbox, checkboxesIn } from './checkboxes.ts';
import { missingCode } from './code.ts';
import { missingLinks } from './links.ts';
import { missingWords } from './words.ts';

/** Something of a source that is not in its record. */
export interface Lost {
  readonly what: 'words' | 'link' | 'code' | 'checkbox';
  /** The words, the destination, the first line of the code, the text of the box. */
  readonly text: string;
}

/** As many words are named; the others are counted. */
const NAMED = 20;

/**
 * Proves that a record holds all of its source: every word as often as there, every destination through the map of what it
 * became, every block of code, every checkbox with its state. Answers what is missing.
 */
export async function compareTexts(
  source: string,
  record: string,
  links: ReadonlyMap<string, string> = new Map(),
): Promise<Lost[]> {
  if (source === record && links.size === 0) return [];
  const lost: Lost[] = [];
  const words = await missingWords(source, record);
  if (words.length > 0) lost.push({ what: 'words', text: named(words) });
  for (const href of await missingLinks(source, record, links, splitDocument(source).bodyStart)) {
    lost.push({ what: 'link', text: href });
  }
  for (const { content } of await missingCode(bodyOf(source), record)) {
    lost.push({ what: 'code', text: content.trim().split('\n')[0] ?? '' });
  }
  for (const { text, state } of await missingBoxes(bodyOf(source), bodyOf(record))) {
    lost.push({ what: 'checkbox', text: `[${MARKS[state]}] ${text}` });
  }
  return lost;
}

const MARKS = { open: ' ', done: 'x', dropped: '-' } as const;

const bodyOf = (text: string): string => text.slice(splitDocument(text).bodyStart);

function named(words: readonly (readonly [word: string, missing: number])[]): string {
  const shown = words.slice(0, NAMED).map(([word, n]) => (n === 1 ? word : `${word} ×${n}`));
  const more = words.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

async function missingBoxes(source: string, record: string): Promise<Checkbox[]> {
  const wanted = await checkboxesIn(source);
  if (wanted.length === 0) return [];
  const have = new Map<string, number>();
  for (const box of await checkboxesIn(record)) have.set(key(box), (have.get(key(box)) ?? 0) + 1);
  return wanted.filter((box) => {
    const left = have.get(key(box)) ?? 0;
    have.set(key(box), left - 1);
    return left <= 0;
  });
}

const key = ({ state, text }: Checkbox): string => `${state} ${text}`;
