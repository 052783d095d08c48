import { bareMap, type BareMap } from '../record/bare-map.ts';
import { splitDocument } from '../record/document.ts';
import type { Kind } from '../record/kinds.ts';
import { mayHaveLinks } from '../record/links.ts';
import { plainEntries, soundReader, unquoted } from '../record/sound-frontmatter.ts';
import { rowOf, toRow } from '../work/to-row.ts';
import { withExpiry } from './read-file.ts';
import type { CheckedBody, CheckedRow } from './rule.ts';
import { mayHaveMarkers } from './conflict-markers.ts';

/** A record of which no rule over frontmatter has anything to say. */
export interface SoundFile {
  readonly row: CheckedRow;
  /** Undefined where no link and no conflict marker can stand in it, and nothing else is to be read in it. */
  readonly body: CheckedBody | undefined;
}

/** The keys that `CheckedRow` is made of. */
const KEYS = [
  'title',
  'summary',
  'operator',
  'owner',
  'status',
  'workstream',
  'priority',
  'created',
  'date',
  'plan',
  'superseded_by',
  'expires',
] as const;
const LISTS = ['blocked_by', 'supersedes', 'aliases', 'closes'] as const;
const read = soundReader([...KEYS, ...LISTS]);
const EMPTY = splitDocument('');

/** Longer files are for the other readers: see `soundReader`. */
const LONGEST = 1 << 16;

/**
 * A record from its bytes, which must be UTF-8; undefined where its frontmatter is not beyond doubt. Nothing
 * of most files becomes text but those few values: the body of thousands of records is only searched.
 */
export function soundFile(
  path: string,
  kind: Kind,
  bytes: Buffer,
  suspect?: (front: string) => boolean,
): SoundFile | undefined {
  // How far those are stands in their bodies, and they are few.
  if (bytes.length > LONGEST || kind === 'workstream' || kind === 'plan') return undefined;
  // The fastest text to make and to search: one byte a letter, whatever it stands for.
  const letters = bytes.toString('latin1');
  const front = read(kind, letters, path.slice(path.lastIndexOf('/') + 1, -'.md'.length));
  if (!front) return undefined;
  const { end, written } = front;
  if (kind === 'session' && suspect?.(letters.slice(0, end))) return undefined;
  const row = rowFrom(path, kind, bytes, written);
  if (!row) return undefined;
  if (!mayHaveLinks(letters, end) && !mayHaveMarkers(letters, end)) return { row, body: undefined };
  const bodyLine = letters.slice(0, end).split('\n').length;
  return { row, body: { path, body: bytes.toString('utf8', end), bodyLine } };
}

function rowFrom(
  path: string,
  kind: Kind,
  bytes: Buffer,
  written: readonly string[],
): CheckedRow | undefined {
  // A session may have its summary in its body.
  if (kind === 'session' && written[KEYS.indexOf('summary')] === '') {
    return toRow(path, kind, bytes.toString('utf8'));
  }
  const data: BareMap = bareMap();
  data['kind'] = kind;
  decoded(written.slice(0, KEYS.length)).forEach((value, at) => {
    if (value !== '') data[KEYS[at] ?? ''] = unquoted(value);
  });
  for (let at = 0; at < LISTS.length; at += 1) {
    const value = written[KEYS.length + at] ?? '';
    if (value === '') continue;
    const entries = entriesOf(Buffer.from(value, 'latin1').toString('utf8'));
    if (entries === undefined) return undefined;
    data[LISTS[at] ?? ''] = entries;
  }
  const row = rowOf(path, kind, { ok: true, data, document: EMPTY });
  return row && withExpiry(row, kind, data);
}

/** The entries of a list as it is written: in brackets, or one below the other. */
function entriesOf(written: string): string[] | undefined {
  if (!written.startsWith('\n')) return plainEntries(written);
  return written
    .split('\n  - ')
    .slice(1)
    .map((entry) => unquoted(entry));
}

// All at once, and so that what is kept of a record does not keep the whole file.
function decoded(written: readonly string[]): string[] {
  const text = written.join('\n');
  return (/[\x80-\xFF]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text).split('\n');
}
