import { plainEntries, soundReader, unquoted } from '../record/sound-frontmatter.ts';
import { tagsFrom } from '../record/tags.ts';
import { instantOf } from '../work/order.ts';
import { keepItems, type KeptItems } from '../work/session-items.ts';
import { BITS, idIn } from './row-head.ts';
import { addSource, numberOf, type RowPack } from './row-pack.ts';

/** Both cases of each letter: a third faster than an expression that ignores case. */
const anyCase = (word: string): string =>
  word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
const BLANKS = String.raw`[\s\x80-\xFF]+`;
/** What may be a heading of items, in a text whose bytes were taken for letters. */
export const ITEM_HEADINGS = new RegExp(
  `${anyCase('waiting')}${BLANKS}${anyCase('on')}|${anyCase('open')}${BLANKS}${anyCase('questions')}`,
  'g',
);

// Of the columns of words, `kind` is known; these stand behind it, in their order.
const COLUMNS = ['operator', 'status', 'plan', 'workstream', 'branch', 'tags'];
const TAGS = 5;
const OTHERS = ['title', 'summary', 'created', 'closes', 'aliases', 'supersedes', 'superseded_by'];
const [TITLE, SUMMARY, CREATED, CLOSES, ALIASES, SUPERSEDES, SUPERSEDED_BY] = [6, 7, 8, 9, 10, 11, 12];

/**
 * What a title begins with that has something to show, whatever Markdown is in it (see `plainText`): a letter or a
 * digit, in the letters of UTF-8 bytes, with or without the quotes around the title.
 */
export const SHOWN = /^["']?[A-Za-z0-9\xC3-\xD6\xE4-\xED]/;

/** A file among the bytes of many. */
interface Place {
  readonly path: string;
  readonly bytes: Buffer;
  /** The same bytes as letters. */
  readonly letters: string;
  readonly start: number;
  readonly end: number;
  /** Whether its body may have items. */
  readonly hasItems: boolean;
}

/**
 * Makes a reader of sessions whose frontmatter is sound and says all that a row is made of, but for items. It
 * keeps the text of that, and of the row only what rows are chosen by. It answers whether it did.
 */
export function sessionReader(pack: RowPack): (file: Place) => boolean {
  const read = soundReader([...COLUMNS, ...OTHERS]);
  const wordOf = remembering((written) => numberOf(pack, utf8Of(unquoted(written))));
  const tagsOf = remembering((written) => {
    const entries = plainEntries(written);
    return entries ? numberOf(pack, utf8Of(tagsFrom(entries).join('\n'))) : -1;
  });
  // One for all rows: what is kept of it are numbers.
  const words = [numberOf(pack, 'session'), ...COLUMNS.map(() => 0)];
  return (file) => {
    const { path, letters, start } = file;
    const found = read('session', letters, idIn(path), start);
    if (!found) return false;
    const { written, end: body } = found;
    // A row without these is looked for in the body.
    if (written[SUMMARY] === '' || !SHOWN.test(written[TITLE] ?? '')) return false;
    for (let at = 0; at < TAGS; at += 1) words[at + 1] = wordOf(written[at] ?? '');
    const tags = tagsOf(written[TAGS] ?? '');
    if (tags < 0) return false;
    words[TAGS + 1] = tags;
    let bits = 0;
    if (hasEntries(written[CLOSES] ?? '')) bits |= BITS.closes;
    if (hasEntries(written[ALIASES] ?? '')) bits |= BITS.aliases;
    if (hasEntries(written[SUPERSEDES] ?? '') || written[SUPERSEDED_BY] !== '') bits |= BITS.replaces;
    let items = '';
    if (file.hasItems) {
      const kept = itemsBelow(file, body);
      if (!kept) return false;
      items = kept.text;
      if (kept.open) bits |= BITS.openItems;
    }
    const instant = instantOf(written[CREATED] ?? '') ?? Number.NaN;
    addSource(pack, { path, front: letters.slice(start, body), items, instant, bits, words });
    return true;
  };
}

const hasEntries = (written: string): boolean => written !== '' && written !== '[]';

function itemsBelow({ bytes, letters, start, end }: Place, body: number): KeptItems | undefined {
  const bodyLine = letters.slice(start, body).split('\n').length;
  return keepItems(bytes.toString('utf8', body, end), bodyLine);
}

const utf8Of = (letters: string): string => Buffer.from(letters, 'latin1').toString('utf8');

/** The same few owners, states and workstreams come again and again: each is looked at once. */
function remembering(make: (written: string) => number): (written: string) => number {
  const known = new Map<string, number>();
  return (written) => {
    const number = known.get(written);
    if (number !== undefined) return number;
    const made = make(written);
    // A copy: a piece of a text keeps all of it in memory.
    known.set(Buffer.from(written, 'latin1').toString('latin1'), made);
    return made;
  };
}
