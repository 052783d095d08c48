import { ALLOWED, REQUIRED } from './allowed.ts';
import { FIELDS, type FieldType } from './fields.ts';
import type { Kind } from './kinds.ts';

// One regular expression for the whole frontmatter of a kind: V8 makes machine code of it at once, while a reader
// in JavaScript is interpreted for the first thousands of records. Each part takes less than the readers do.

// Every part costs compiling in each run: one of each, as small as it can be.

/** A letter that no reader takes for blank or for the start of anything but a word. */
const START = String.raw`[\w./\u00C3-\u00DF\u00E4-\u00ED\u00F0-\u00F4]`;
/** A plain scalar of a block: no comment, nothing that could be a key, no blank at its end. */
const PLAIN = String.raw`${START}[^\x00-\x20:]*(?:(?: +(?![ #\n])|:(?![\x00-\x20]))[^\x00-\x20:]*)*`;
const TEXT = String.raw`(?:${PLAIN}|"(?=[!-~]|${START})[^\x00-\x1F"\\]*"|'(?=[!-~]|${START})[^\x00-\x1F']*')`;
/** What has to be looked for where all else is right: a word that stands for nothing, and quotes around nothing. */
const NOTHING = /[ [](?:null|Null|NULL|""|'')[\n,\]]/;

/** An entry of a list in brackets: what could end it, begin another or make a map of it stands in quotes or not at all. */
const IN_WORD = String.raw`[^\x00-\x20,:[\]{}]*`;
const WORD = String.raw`${START}${IN_WORD}(?:(?: +(?![ #,\]])|:(?=\w))${IN_WORD})*`;
const ENTRY = String.raw`(?:${WORD}|"[^\x00-\x1F"\\]*"|'[^\x00-\x1F']*')`;
const ITEM = String.raw`[\w./][\w./@+-]*#[\w./@+-]+`;

const DAY = String.raw`\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))`;
const ZONE = String.raw`(?:[Zz]|[-+](?:[01]\d|2[0-3]):[0-5]\d)`;
const TIME = String.raw`${DAY}[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?${ZONE}`;
const COUNT = String.raw`(?:0|[1-9]\d{0,14})`;

const flow = (entry: string): string => String.raw`\[(?:${entry}(?:, (?!\])|(?=\])))*\]`;

/** A map below its key. A key that stands in it once more is looked for behind each: `group` is its number. */
const below = (value: string, group: number): string => {
  const again = `(?!(?:\\n  [^\\n]*)*\\n  \\${group}:)`;
  return String.raw`(?:\n  (\w[\w./@+$-]*): ${value}${again})+`;
};

/** What stands before a value, and the value. Lists and maps may begin on the next line. */
function valueOf(key: string, type: FieldType, group: number): [lead: string, value: string] {
  switch (type) {
    case 'text':
      return [' ', TEXT];
    case 'id':
      return [' ', String.raw`\w[\w.-]*`];
    case 'slug':
      return [' ', String.raw`(?=.{1,64}\n)[a-z0-9]+(?:-[a-z0-9]+)*`];
    case 'date':
      return [' ', DAY];
    case 'time':
      return [' ', TIME];
    case 'count':
      return [' ', COUNT];
    case 'list':
      return key === 'closes'
        ? [' ', flow(ITEM)]
        : [String.raw`(?: (?=\[)|(?=\n))`, String.raw`(?:${flow(ENTRY)}|(?:\n  - ${TEXT})+)`];
    case 'counts':
    case 'map':
      return ['', String.raw`(?: \{\}|${below(COUNT, group)})`];
    case 'origin':
      return ['', below(TEXT, group)];
  }
}

function fieldOf(kind: Kind, key: string, type: FieldType, asked: boolean, group: number): string {
  const allowed: Readonly<Record<string, readonly string[]>> = ALLOWED[kind];
  const words = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
  const [lead, value] = words ? [' ', `(?:${words.join('|')})`] : valueOf(key, type, group);
  const blanks = type === 'text' ? ' *' : '';
  const line = String.raw`${key}:${lead}${asked ? `(${value})` : value}${blanks}\n`;
  return REQUIRED[kind].includes(key) ? line : `(?:${line})?`;
}

interface Pattern {
  readonly whole: RegExp;
  /** Number of each asked key's group, in the order in which they were asked for; -1 where a kind has no such key. */
  readonly groups: readonly number[];
  readonly id: number;
}

function patternOf(kind: Kind, keys: readonly string[]): Pattern {
  const places = new Map<string, number>();
  let group = 1;
  let source = '';
  for (const [key, type] of Object.entries(FIELDS[kind])) {
    const asked = key === 'id' || keys.includes(key);
    source += fieldOf(kind, key, type, asked, group);
    if (asked) places.set(key, group);
    if (asked || HAS_GROUP.has(type)) group++;
  }
  return {
    whole: new RegExp(String.raw`---\n${source}---\n`, 'y'),
    groups: keys.map((key) => places.get(key) ?? -1),
    id: places.get('id') ?? -1,
  };
}

const HAS_GROUP: ReadonlySet<FieldType> = new Set(['counts', 'map', 'origin']);

/** A frontmatter that is beyond doubt. */
export interface SoundFrontmatter {
  /** Offset of the body. */
  readonly end: number;
  /** The values that were asked for as they are written, quotes and brackets included; empty where there is none. */
  readonly written: readonly string[];
}

/** Reads the frontmatter that begins at `start`, 0 unless told. */
export type SoundReader = (
  kind: Kind,
  text: string,
  id: string,
  start?: number,
) => SoundFrontmatter | undefined;

/**
 * A reader of frontmatter that is beyond doubt: every reader reads it, the schema of its kind allows all that is in
 * it, its keys stand in their order and none twice, no value has escapes, and `id`, where it has one, is the given one.
 * `undefined` says nothing about a record: the other readers and `validate` have to look.
 * The text is the file or the bytes of its UTF-8 taken for letters (`latin1`); what comes back is in terms of it.
 * Not for texts of any length: what a regular expression takes in is bounded by its stack.
 * @param keys the keys whose values are wanted; no counts and no maps
 */
export function soundReader(keys: readonly string[]): SoundReader {
  const patterns: Partial<Record<Kind, Pattern>> = {};
  return (kind, text, id, start = 0) => {
    const { whole, groups, id: idGroup } = (patterns[kind] ??= patternOf(kind, keys));
    whole.lastIndex = start;
    const found = whole.exec(text);
    if (!found || (found[idGroup] ?? id) !== id || NOTHING.test(found[0])) return undefined;
    return { end: start + found[0].length, written: groups.map((group) => found[group] ?? '') };
  };
}

/**
 * A reader of some values of frontmatter that is known to be sound, which takes them from where they must stand.
 * It answers with the values as they are written, in the order of the kind's keys; empty for none.
 * @param keys no counts and no maps
 */
export function soundValues(kind: Kind, keys: readonly string[]): (front: string) => readonly string[] {
  const fields = Object.entries(FIELDS[kind]);
  const last = fields.findLastIndex(([key]) => keys.includes(key));
  const lines = fields.slice(0, last + 1).map(([key, type]) => {
    if (!keys.includes(key)) return String.raw`(?:${key}:.*\n(?: .*\n)*)?`;
    const value = type === 'list' ? String.raw`(?: (?=\[)|(?=\n))(\[.*\]|(?:\n  - .*)+)` : ' (.*[^ ]) *';
    return String.raw`(?:${key}:${value}\n)?`;
  });
  const pattern = new RegExp(String.raw`^---\n${lines.join('')}`);
  return (front) => {
    const found = pattern.exec(front);
    const values: string[] = [];
    for (let at = 1; at <= keys.length; at += 1) values.push(found?.[at] ?? '');
    return values;
  };
}

/** A text value without its quotes. */
export function unquoted(written: string): string {
  const first = written.charCodeAt(0);
  return first === 34 || first === 39 ? written.slice(1, -1) : written;
}

/** The entries of a list in brackets; undefined for one in which quotes have to be understood. */
export function plainEntries(written: string): string[] | undefined {
  if (written === '' || written === '[]') return [];
  const isPlain = written.startsWith('[') && !/["']/.test(written);
  return isPlain ? written.slice(1, -1).split(', ') : undefined;
}
