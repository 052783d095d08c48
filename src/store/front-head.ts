import { isMap, valueOf } from '../record/quick-fields.ts';
import { instantOf } from '../work/order.ts';
import { SESSION_FRONT } from '../work/to-row.ts';
import { BITS, WORDS } from './row-head.ts';
import { addHead, numberOf, type RowPack } from './row-pack.ts';

/** What may be a heading of items, in a text whose bytes were taken for letters. */
export const ITEM_HEADINGS = /waiting[\s\x80-\xFF]+on|open[\s\x80-\xFF]+questions/gi;

const { inOrder, groups } = SESSION_FRONT;
const groupOf = (field: string): number => groups.indexOf(field) + 1;
const TITLE = groupOf('title');
const SUMMARY = groupOf('summary');
const KIND = groupOf('kind');
const CREATED = groupOf('created');
const CLOSES = groupOf('closes');
const ALIASES = groupOf('aliases');
const MAPS = groups.flatMap((field, at) => (field === '' ? [at + 1] : []));
const WORD_GROUPS = WORDS.map((word) => groupOf(word === 'owner' ? 'operator' : word));
const TAGS = groupOf('tags');

/** A letter in UTF-8, alone or behind a quote: a title that starts with one has something to show. */
const LETTER = /^["']?[A-Za-z0-9\xC3-\xD6\xE4-\xED]/;

/**
 * Makes a reader that adds sessions whose frontmatter says all that a row is made of, without making the row:
 * most of a repository, of which nobody asks more than the head. It takes a path, the bytes of many files,
 * the same bytes as letters, and where the file starts in both, and answers whether the session was one.
 */
export function frontAdder(
  pack: RowPack,
): (path: string, bytes: Uint8Array, letters: string, start: number) => boolean {
  // By their source, so that each is read once.
  const words = new Map<string, number>();
  const tags = new Map<string, number>();
  const numberIn = (source: string | undefined, group: number): number => {
    const numbers = group === TAGS ? tags : words;
    const known = numbers.get(source ?? '');
    if (known !== undefined) return known;
    const number = numberOf(pack, group === TAGS ? listIn(source).join('\n') : textIn(source));
    numbers.set(source ?? '', number);
    return number;
  };
  return (path, bytes, letters, start) => {
    if (!inOrder) return false;
    inOrder.lastIndex = start;
    const match = inOrder.exec(letters);
    // What else a row would be made of stands in the body, or is no session of canon's.
    if (match?.[KIND] !== 'session' || !isShown(match[TITLE]) || textIn(match[SUMMARY]) === '') return false;
    for (const group of MAPS) {
      const map = match[group];
      if (map !== undefined && !isMap(map)) return false;
    }
    const closes = listIn(match[CLOSES]).length > 0 ? BITS.closes : 0;
    const aliases = listIn(match[ALIASES]).length > 0 ? BITS.aliases : 0;
    const instant = instantOf(textIn(match[CREATED])) ?? Number.NaN;
    const numbers = WORD_GROUPS.map((group) => numberIn(match[group], group));
    const front = bytes.subarray(start, inOrder.lastIndex);
    addHead(pack, { path, instant, bits: closes | aliases, words: numbers }, front);
    return true;
  };
}

const isShown = (title = ''): boolean => LETTER.test(title) && valueOf(title, true) !== null;

/** As `Row` has it: a blank text is none. */
function textIn(source: string | undefined): string {
  const value = source === undefined ? null : valueOf(source, true);
  return typeof value !== 'string' || value.trim() === '' ? '' : decoded(value);
}

/** As `Row` has it: one value is a list of one. */
function listIn(source: string | undefined): string[] {
  const value = source === undefined ? null : valueOf(source, true);
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => (typeof one === 'string' && one !== '' ? [decoded(one)] : []));
}

const decoded = (letters: string): string =>
  /[\x80-\xFF]/.test(letters) ? Buffer.from(letters, 'latin1').toString('utf8') : letters;
