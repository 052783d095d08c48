import { type BareMap, bareMap } from '../record/bare-map.ts';
import { FIELDS } from '../record/fields.ts';
import { plainEntries, unquoted } from '../record/sound-frontmatter.ts';
import type { Row } from './row.ts';
import { keptItems } from './session-items.ts';
import { ROW_FIELDS, rowOfData, toRow } from './to-row.ts';

// Most sessions are read once and asked for seldom. Of those whose row is in their frontmatter the text of that is
// kept, which costs a copy; the row is made of it when somebody wants it.

let lists: ReadonlyMap<string, boolean> | undefined;

// Made when the first row is wanted: many runs want none.
function areLists(): ReadonlyMap<string, boolean> {
  const types = FIELDS.session;
  const keys = ROW_FIELDS.filter((key) => Object.hasOwn(types, key));
  return new Map(keys.map((key) => [key, types[key] === 'list']));
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

// What is sound needs no reader: each key begins a line, and what stands in a map or a list below begins with blanks.
function dataOf(front: string): BareMap | undefined {
  lists ??= areLists();
  const data = bareMap();
  for (const line of front.split('\n')) {
    const colon = line.indexOf(':');
    const key = colon < 0 ? '' : line.slice(0, colon);
    const isList = lists.get(key);
    if (isList === undefined) continue;
    const written = line.slice(colon + 2);
    const value = written.endsWith(' ') ? written.replace(/ +$/, '') : written;
    const read = isList ? plainEntries(value) : unquoted(value);
    // A list below its key.
    if (value === '' || read === undefined) return undefined;
    data[key] = read;
  }
  return data;
}
