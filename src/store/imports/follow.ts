import { originOf } from './origin.ts';
import { asWritten, formerIds, type NamedRow, waysBack } from './renumbered.ts';
import type { ReportItem, SourceName } from './report.ts';

/** An entry of a report, and the record that it tells of as far as there is one. */
export interface Followed<R> {
  readonly entry: ReportItem;
  readonly row: R | undefined;
  /** Whether nobody has edited the record since. */
  readonly stands: boolean;
}

/** Finds the records that reports tell of, whatever ids they have by now. */
export interface Follower<R> {
  readonly rowOf: (source: SourceName, entry: ReportItem) => Promise<R | undefined>;
  /** A record's text as it was imported, were it not for renumberings; undefined where people have edited it. */
  readonly asImported: (
    row: Pick<NamedRow, 'kind' | 'path'>,
    text: string,
    entry: ReportItem,
  ) => Promise<string | undefined>;
  /** Of what several clones have made of one thing, each with its record: first what holds. */
  readonly inOrder: (
    source: SourceName,
    entries: readonly ReportItem[],
    hash?: string,
  ) => Promise<readonly Followed<R>[]>;
  /** The ids that `canon renumber` has taken from a record. */
  readonly formerIds: (row: NamedRow) => string[];
}

/** What is to be known to follow records. */
export interface Trail<R> {
  readonly rows: readonly R[];
  /** Entries of all reports that are known. */
  readonly entries: readonly ReportItem[];
  readonly prefix: string;
  readonly read: (path: string) => Promise<string | undefined>;
}

/**
 * A report says which id a thing was given, and stays as it is when its record gets another: a record is known by the
 * ids that it had and, where two have one name, by what it says itself of where it came from.
 */
export function follow<R extends NamedRow>({ rows, entries, prefix, read }: Trail<R>): Follower<R> {
  const given = new Set(entries.map(({ record }) => record));
  const back = waysBack(rows, given, prefix);
  const named = rowsByName(rows);
  const things = new Map<string, Set<string>>();
  for (const { record, id } of entries) things.set(record, (things.get(record) ?? new Set()).add(id));

  const asImported: Follower<R>['asImported'] = (row, text, { result }) =>
    asWritten(row, text, new Set([result]), back);

  const standsAs = async (row: R | undefined, entry: ReportItem): Promise<boolean> => {
    const text = row && (await read(row.path));
    return row !== undefined && text !== undefined && (await asImported(row, text, entry)) !== undefined;
  };

  const rowOf: Follower<R>['rowOf'] = async (source, entry) => {
    const found = named.get(entry.record) ?? [];
    const ids = things.get(entry.record);
    if (found.length < 2 && (ids?.size ?? 0) < 2) return found[0];
    const own: R[] = [];
    const renamed: R[] = [];
    for (const row of found) {
      const text = await read(row.path);
      const origin = text === undefined ? undefined : await originOf(row.kind, text);
      if (origin?.source !== source) continue;
      if (origin.id === entry.id) own.push(row);
      // A handoff may have been renamed since: then its record has the name that it had.
      else if (source === 'handoffs' && ids?.has(origin.id) !== true) renamed.push(row);
    }
    const all = own.length > 0 ? own : renamed;
    for (const row of all.length > 1 ? all : []) if (await standsAs(row, entry)) return row;
    // What a merge has left unreadable, say, is there all the same.
    return all[0] ?? found.find(({ fault }) => fault !== undefined);
  };

  return {
    rowOf,
    asImported,
    async inOrder(source, some, hash) {
      const followed: Followed<R>[] = [];
      for (const entry of some) {
        const row = await rowOf(source, entry);
        followed.push({ entry, row, stands: some.length > 1 && (await standsAs(row, entry)) });
      }
      const weight = ({ row, stands, entry }: Followed<R>): number =>
        (row ? 4 : 0) + (stands ? 2 : 0) + (entry.hash === hash ? 1 : 0);
      return followed.sort((a, b) => weight(b) - weight(a));
    },
    formerIds: (row) => formerIds(row, given),
  };
}

/** Records by `kind:id`, first the one that has the id now, then those that had it. */
function rowsByName<R extends NamedRow>(rows: readonly R[]): ReadonlyMap<string, R[]> {
  const found = new Map<string, R[]>();
  const add = (name: string, row: R): void => {
    const known = found.get(name);
    if (known === undefined) found.set(name, [row]);
    else if (!known.includes(row)) known.push(row);
  };
  for (const row of rows) if (!row.stub) add(`${row.kind}:${row.id}`, row);
  // A stub that says what it was called is known by that, as ever.
  for (const row of rows) for (const alias of row.aliases ?? []) add(`${row.kind}:${alias}`, row);
  return found;
}
