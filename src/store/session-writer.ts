import { isMap, valueOf } from '../record/quick-fields.ts';
import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import { sessionItems, sessionPattern, SHORT } from '../work/to-row.ts';
import { BITS, idIn, WORDS } from './row-head.ts';
import { addWritten, numberOf, type RowPack } from './row-pack.ts';

/** What may be a heading of items, in a text whose bytes were taken for letters. */
export const ITEM_HEADINGS = /waiting[\s\x80-\xFF]+on|open[\s\x80-\xFF]+questions/gi;

/** A field of a session's row. */
interface Field {
  readonly key: keyof Row;
  /** Which group of the expression it is. */
  readonly group: number;
  readonly isList: boolean;
  /** Shown to people: Markdown is taken out of it, and it is cut. */
  readonly isProse: boolean;
  /** Its place in `WORDS`; -1 for none. */
  readonly word: number;
}

const LISTS = ['tags', 'commits', 'host_sessions', 'blocked_by', 'supersedes', 'closes', 'aliases'];
const KEYS: Readonly<Record<string, keyof Row>> = {
  operator: 'owner',
  superseded_by: 'supersededBy',
  host_sessions: 'hostSessions',
  blocked_by: 'blockedBy',
};
function fieldsOf(groups: readonly string[]): Field[] {
  return groups.flatMap((name, at) => {
    if (name === '' || name === 'kind') return [];
    const key = KEYS[name] ?? (name as keyof Row);
    const word = WORDS.findIndex((one) => one === key);
    const isProse = name === 'title' || name === 'summary';
    return [{ key, group: at + 1, isList: LISTS.includes(name), isProse, word }];
  });
}

/** A word that is no null: most texts, and nothing has to be asked of it. */
const SIMPLE = /^(?!(?:null|Null|NULL)$)[A-Za-z0-9][A-Za-z0-9_:./+@-]*$/;
/** What starts with a letter is not blank, and a title that does has something to show. */
const LETTER = /^[A-Za-z0-9\xC3-\xD6\xE4-\xED]/;
/** What prose might be shown without: Markdown, and blanks of any kind at its end. */
const MARKUP =
  /[\\`*_~[\]<>&!]| {2}| $|\xC2[\x80-\xA0]$|\xE1\x9A\x80$|\xE2[\x80\x81][\x80-\xBF]$|\xE3\x80\x80$|\xEF\xBB\xBF$/;
/** What JSON writes otherwise. */
const ESCAPED = /["\\]/;
const PLAIN_PATH = /^[A-Za-z0-9 ._/-]+$/;

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
 * Makes a writer for sessions whose frontmatter says all that a row is made of, but for items. It writes the
 * row's JSON straight from what the expression found, without making the row: most of a repository is read
 * for the first time like that, and asked for later, if ever. It answers whether it wrote; if so, what
 * `addRow` would have written.
 */
export function sessionWriter(pack: RowPack): (file: Place) => boolean {
  const { pattern, groups } = sessionPattern();
  const fields = fieldsOf(groups);
  const [kind, created] = [groups.indexOf('kind') + 1, groups.indexOf('created') + 1];
  const maps = groups.flatMap((name, at) => (name === '' ? [at + 1] : []));
  const numberIn = numbering(pack);
  const none = WORDS.map((word) => numberIn(word === 'kind' ? 'session' : ''));
  return (file) => {
    const { path, letters, start } = file;
    if (!PLAIN_PATH.test(path)) return false;
    pattern.lastIndex = start;
    const match = pattern.exec(letters);
    if (match?.[kind] !== 'session') return false;
    for (const group of maps) if (match[group] !== undefined && !isMap(match[group])) return false;
    const words = none.slice();
    let bits = 0;
    let json = `{"path":"${path}","kind":"session","id":"${idIn(path)}"`;
    for (const field of fields) {
      const { key, isList, word } = field;
      const source = match[field.group];
      const value = isList ? listIn(source) : textIn(source, field.isProse);
      if (value === undefined) return false;
      if (value === '') continue;
      json += isList ? `,"${key}":["${value.replaceAll('\n', '","')}"]` : `,"${key}":"${value}"`;
      if (word >= 0) words[word] = numberIn(value);
      else if (key === 'closes') bits |= BITS.closes;
      else if (key === 'aliases') bits |= BITS.aliases;
    }
    if (file.hasItems) {
      const items = itemsBelow(file, pattern.lastIndex, match[0]);
      if (items === undefined) return false;
      json += items.json;
      bits |= items.bits;
    }
    const instant = instantOf(textIn(match[created], false)) ?? Number.NaN;
    addWritten(pack, { path, letters: `${json}}`, instant, bits, words });
    return true;
  };
}

/** A text as letters; empty for none, undefined where the row has to be made. */
function textIn(source: string | undefined, isProse: boolean): string | undefined {
  // A row without these is looked for in the body.
  if (source === undefined) return isProse ? undefined : '';
  if (SIMPLE.test(source) && !(isProse && source.includes('_'))) return source;
  const value = valueOf(source, true);
  if (value === null) return isProse ? undefined : '';
  if (typeof value !== 'string' || !LETTER.test(value) || ESCAPED.test(value)) return undefined;
  return isProse && (value.length > SHORT || MARKUP.test(value)) ? undefined : value;
}

/** Words with line breaks between; empty for none, undefined where the row has to be made. */
function listIn(source: string | undefined): string | undefined {
  if (source === undefined || source === '[]') return '';
  return source.startsWith('[') ? source.slice(1, -1).replaceAll(', ', '\n') : undefined;
}

function itemsBelow(
  { bytes, end }: Place,
  bodyStart: number,
  front: string,
): { json: string; bits: number } | undefined {
  const items = sessionItems(bytes.toString('utf8', bodyStart, end), front.split('\n').length);
  if (!items) return undefined;
  // Without the braces: the keys go behind those that are there.
  const json = Buffer.from(JSON.stringify(items)).toString('latin1').slice(1, -1);
  const isOpen = [...(items.waiting ?? []), ...(items.questions ?? [])].some((item) => item.open);
  return { json: json === '' ? '' : `,${json}`, bits: isOpen ? BITS.openItems : 0 };
}

/** The number of a text among the pack's values; the text in letters, and each looked up once. */
function numbering(pack: RowPack): (letters: string) => number {
  const known = new Map<string, number>();
  return (letters) => {
    const number = known.get(letters);
    if (number !== undefined) return number;
    const made = numberOf(pack, Buffer.from(letters, 'latin1').toString('utf8'));
    // A copy: a piece of a text keeps all of it in memory.
    known.set(Buffer.from(letters, 'latin1').toString('latin1'), made);
    return made;
  };
}
