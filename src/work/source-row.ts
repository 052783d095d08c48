import { type BareMap, bareMap } from '../record/bare-map.ts';
import { FIELDS } from '../record/fields.ts';
import { plainEntries, soundValues, unquoted } from '../record/sound-frontmatter.ts';
import type { Row } from './row.ts';
import { keptItems } from './session-items.ts';
import { ROW_FIELDS, rowOfData, toRow } from './to-row.ts';

// Most sessions are read once and asked for seldom. Of those whose row is in their frontmatter the text of that is
// kept, which costs a copy; the row is made of it when somebody wants it.

interface Reader {
  readonly read: (front: string) => readonly string[];
  readonly keys: readonly string[];
  readonly isList: readonly boolean[];
}

let reader: Reader | undefined;

// Made when the first row is wanted: many runs want none.
function makeReader(): Reader {
  const wanted: readonly string[] = ROW_FIELDS;
  const fields = Object.entries(FIELDS.session).filter(([key]) => wanted.includes(key));
  const keys = fields.map(([key]) => key);
  return { read: soundValues('session', keys), keys, isList: fields.map(([, type]) => type === 'list') };
}

/**
 * The row of a session whose frontmatter is sound and says all of the row but the items.
 * @param front the frontmatter with its fences
 * @param items what `keepItems` kept
 */
export function sourceRow(path: string, front: string, items: string): Row | undefined {
  const data = dataOf(front);
  const row = data ? rowOfData(path, 'session', data) : toRow(path, 'session', front);
  return row && (items === '' ? row : { ...row, ...keptItems(items) });
}

function dataOf(front: string): BareMap | undefined {
  reader ??= makeReader();
  const { keys, isList } = reader;
  const written = reader.read(front);
  const data = bareMap();
  for (let at = 0; at < keys.length; at += 1) {
    const value = written[at] ?? '';
    if (value === '') continue;
    const read = isList[at] ? plainEntries(value) : unquoted(value);
    if (read === undefined) return undefined;
    data[keys[at] ?? ''] = read;
  }
  return data;
}
