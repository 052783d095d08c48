import { foldName } from '../map.ts';

/** A property of a page: a line above its text, or a cell of its database. */
export interface Property {
  readonly key: string;
  /** As it stands there; several lines are one value. */
  readonly value: string;
}

/** A page's text in its parts. */
export interface PageHead {
  /** The first heading; undefined where there is none, or it is empty. */
  readonly title: string | undefined;
  readonly properties: readonly Property[];
  /** Offsets of the lines with the properties. */
  readonly start: number;
  readonly end: number;
  /** All that stands below. */
  readonly body: string;
}

// What begins like this is Markdown and no property. `http:` is an address.
const KEY = /^(?![-*+>#|!<`[\]\d]|https?:)([^:\n]{1,100}):(?: (.*))?$/i;

/** The columns of a page's database. */
export interface Columns {
  readonly names: readonly string[];
  /** It has no others: those that a view hides are in the table of all columns alone. */
  readonly all: boolean;
}

/**
 * Takes a page's text apart. Without the columns of a database only lines that surely are properties are taken for them.
 * @param columns of the database that the page is a row of
 * @param known whether a name is one that people give to properties
 */
export function readHead(
  text: string,
  columns: Columns | undefined,
  known: (key: string) => boolean,
): PageHead {
  const heading = /^\s*#(?:[ \t]+([^\n]*))?(?:\n|$)/.exec(text);
  const title = heading?.[1]?.replace(/\s+/g, ' ').trim();
  const behind = heading ? heading[0].length : 0;
  const start = behind + (/^(?:[ \t]*\r?\n)*/.exec(text.slice(behind))?.[0].length ?? 0);
  const whole = { title: title === '' ? undefined : title, properties: [], start, end: start };
  // Properties stand below a title alone.
  if (!heading) return { ...whole, start: 0, end: 0, body: text };
  const end = endOfBlock(text, start);
  const block = text.slice(start, end);
  // HTML that goes over several properties hides what would be code in the list of a record: it stays as it is.
  if (/<[!?/a-z]/i.test(block) && /`{3}|~{3}/.test(block)) return { ...whole, body: text.slice(start) };
  const lines = block.replace(/\n$/, '').split('\n');
  const properties = columns ? byColumns(lines, columns) : bySight(lines, known);
  if (!properties) return { ...whole, body: text.slice(start) };
  return { ...whole, properties, end, body: text.slice(end) };
}

/** Where the lines end that no blank one interrupts. */
function endOfBlock(text: string, start: number): number {
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    if (text.slice(at, end).trim() === '') return at;
    at = end;
  }
  return text.length;
}

function byColumns(lines: readonly string[], columns: Columns): Property[] | undefined {
  const names = new Set(columns.names.filter((name) => name.trim() !== ''));
  const found: { key: string; value: string }[] = [];
  for (const line of lines) {
    const key = columnOf(line, names);
    const other = key === undefined && !columns.all ? KEY.exec(line.trimEnd()) : undefined;
    const last = found.at(-1);
    if (other) found.push({ key: (other[1] ?? '').trim(), value: (other[2] ?? '').trim() });
    else if (key !== undefined) found.push({ key, value: line.slice(key.length + 1).trim() });
    else if (last) last.value += `\n${line.trimEnd()}`;
    else return undefined;
  }
  return found;
}

/** More colons than this are in no name of a column. */
const MOST_COLONS = 10;

/** The column that a line begins with; the longest, because `Status: old` may be one beside `Status`. */
function columnOf(line: string, names: ReadonlySet<string>): string | undefined {
  let found =
    names.has(line.trimEnd().replace(/:$/, '')) && line.trimEnd().endsWith(':')
      ? line.trimEnd().slice(0, -1)
      : undefined;
  let at = line.indexOf(': ');
  for (let i = 0; i < MOST_COLONS && at >= 0; i += 1) {
    const name = line.slice(0, at);
    if (names.has(name)) found = name;
    at = line.indexOf(': ', at + 1);
  }
  return found;
}

function bySight(lines: readonly string[], known: (key: string) => boolean): Property[] | undefined {
  const found: Property[] = [];
  for (const line of lines) {
    const match = KEY.exec(line.trimEnd());
    if (!match || !/\p{L}/u.test(match[1] ?? '')) return undefined;
    found.push({ key: (match[1] ?? '').trim(), value: (match[2] ?? '').trim() });
  }
  return found.some(({ key }) => known(foldName(key))) ? found : undefined;
}
