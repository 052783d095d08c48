import { CanonError } from '../fault/error.ts';
import { nearest } from '../text/nearest.ts';
import { REQUIRED } from './allowed.ts';
import { FIELDS, KEY_ORDER } from './fields.ts';
import type { Kind } from './kinds.ts';

/** What is to become of one frontmatter key. */
export type Assignment =
  /** The value as a whole; undefined takes the key out. */
  | { readonly key: string; readonly to: string | readonly string[] | undefined }
  /** Entries of a list that come in or go out; the others stay. */
  | { readonly key: string; readonly add: readonly string[]; readonly remove: readonly string[] };

const WORD = /^([A-Za-z_][\w-]*?)(\+=|-=|=)([^]*)$/;

/** What a machine writes into any record; a session's facts come on top. */
const MACHINE: ReadonlySet<string> = new Set(['kind', 'id', 'imported']);
const SESSION_MACHINE: ReadonlySet<string> = new Set(
  KEY_ORDER.session.slice(KEY_ORDER.session.indexOf('kind')),
);

/** What two records say of each other: `canon status` writes both sides. */
const SUCCESSION: ReadonlySet<string> = new Set(['supersedes', 'superseded_by', 'deprecated_by']);

/** The keys of a kind that a person may set, in their order. */
export const settableKeys = (kind: Kind): string[] =>
  KEY_ORDER[kind].filter((key) => key !== 'status' && !SUCCESSION.has(key) && !isMachine(kind, key));

const isMachine = (kind: Kind, key: string): boolean =>
  MACHINE.has(key) || (kind === 'session' && SESSION_MACHINE.has(key));

/**
 * Reads `key=value`, `key+=value` and `key-=value` by the types of a kind. A list is written with commas (`\,` is a
 * comma of an entry) or as a JSON list of texts; an empty value takes a key out.
 * @param ref what the record is called in remedies
 * @throws E_SET_SYNTAX, E_SET_KEY, E_SET_MACHINE, E_SET_STATUS, E_SET_SUCCESSION, E_SET_LIST, E_SET_REQUIRED, E_SET_TWICE
 */
export function readAssignments(kind: Kind, words: readonly string[], ref = 'REF'): Assignment[] {
  const all = words.map((word) => readAssignment(kind, word, ref));
  const seen = new Set<string>();
  for (const one of all) {
    // A value as a whole, and anything else for the same key: one of them was not meant.
    if (seen.has(one.key) && ('to' in one || all.some((other) => other.key === one.key && 'to' in other))) {
      throw new CanonError('E_SET_TWICE', { data: { key: one.key } });
    }
    seen.add(one.key);
  }
  return all;
}

function readAssignment(kind: Kind, word: string, ref: string): Assignment {
  const [, key = '', sign = '', text = ''] = WORD.exec(word) ?? [];
  if (key === '') throw new CanonError('E_SET_SYNTAX', { data: { word } });
  const type = Object.hasOwn(FIELDS[kind], key) ? FIELDS[kind][key] : undefined;
  if (key === 'status') throw new CanonError('E_SET_STATUS', { data: { kind, value: text, ref } });
  if (isMachine(kind, key)) throw new CanonError('E_SET_MACHINE', { data: { key, kind } });
  if (type !== undefined && SUCCESSION.has(key))
    throw new CanonError('E_SET_SUCCESSION', { data: { key, ref, value: oneLine(text) } });
  if (type === undefined) {
    const keys = settableKeys(kind);
    throw new CanonError('E_SET_KEY', { data: { key, kind, keys, near: nearest(key, keys) } });
  }
  const value = oneLine(text);
  if (sign !== '=') {
    if (type !== 'list') throw new CanonError('E_SET_LIST', { data: { key, sign, kind } });
    const entries = listOf(value);
    return sign === '+=' ? { key, add: entries, remove: [] } : { key, add: [], remove: entries };
  }
  const entries = type === 'list' ? listOf(value) : undefined;
  if (value === '' || entries?.length === 0) {
    if (REQUIRED[kind].includes(key)) throw new CanonError('E_SET_REQUIRED', { data: { key, kind } });
    return { key, to: undefined };
  }
  return { key, to: entries ?? value };
}

// Values are texts of one line.
const oneLine = (text: string): string => text.replace(/\s*[\r\n]\s*/g, ' ').trim();

/** The entries of a list, each once. */
function listOf(text: string): string[] {
  const entries =
    jsonList(text) ?? text.match(/(?:\\,|[^,])+/g)?.map((one) => one.replaceAll('\\,', ',')) ?? [];
  return [...new Set(entries.map((one) => one.trim()).filter((one) => one !== ''))];
}

function jsonList(text: string): string[] | undefined {
  if (!/^\[\s*"/.test(text)) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every((one) => typeof one === 'string') ? read : undefined;
  } catch {
    return undefined;
  }
}

/** A list after entries came in and went out; the others keep their order. */
export function withEntries<Entry>(
  list: readonly Entry[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): (Entry | string)[] {
  const kept: (Entry | string)[] = list.filter((one) => typeof one !== 'string' || !remove.includes(one));
  return [...kept, ...add.filter((one, at) => !kept.includes(one) && add.indexOf(one) === at)];
}
