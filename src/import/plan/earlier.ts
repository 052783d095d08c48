import { type Kind } from '../../record/kinds.ts';
import { follow, type Follower } from '../../store/imports/follow.ts';
import type { ReportFile, ReportItem } from '../../store/imports/report.ts';
import type { Row } from '../../work/row.ts';
import type { SourceContents, SourceItem } from '../item.ts';

/** What an earlier import made of something, and where that stands now. */
export interface Earlier {
  readonly entry: ReportItem;
  /** All entries that tell of this record, or of none that is there. */
  readonly entries: readonly ReportItem[];
  /** The report it is in. */
  readonly report: string;
  readonly kind: Kind;
  readonly id: string;
  /** Undefined where people have deleted the record. */
  readonly row: Row | undefined;
  /** The ids that the record had after it was imported, and has no more. */
  readonly formerIds: readonly string[];
}

/** What is to be known to find what was imported earlier. */
export interface EarlierGround {
  readonly rows: readonly Row[];
  readonly prefix: string;
  readonly read: (path: string) => Promise<string | undefined>;
}

/** Finds what was imported earlier, and tells whether it still stands. */
export interface EarlierFinder {
  readonly find: (item: Pick<SourceItem, 'id' | 'hash'>) => Promise<Earlier | undefined>;
  /** The record that an entry tells of. */
  readonly recordOf: (entry: ReportItem) => Promise<Row | undefined>;
  readonly asImported: Follower<Row>['asImported'];
}

/** Kind and id of `session:RT-260511-01`. */
export function recordRef(record: string): { kind: Kind; id: string } {
  const colon = record.indexOf(':');
  return { kind: record.slice(0, colon) as Kind, id: record.slice(colon + 1) };
}

/**
 * Finds what earlier imports have made of an item. A page or session has one name in the world; two folders may each
 * have a `HANDOFF.md`, so that a file is known by its report, too, or by being the same to the byte.
 */
export function earlierIn(
  { source, name }: Pick<SourceContents, 'source' | 'name'>,
  reports: readonly ReportFile[],
  { rows, prefix, read }: EarlierGround,
): EarlierFinder {
  const byId = new Map<string, { entry: ReportItem; file: ReportFile }[]>();
  for (const file of reports) {
    for (const entry of file.report.items) {
      const known = byId.get(entry.id);
      if (known) known.push({ entry, file });
      else byId.set(entry.id, [{ entry, file }]);
    }
  }
  const given = reports.flatMap(({ report }) => report.items);
  const follower = follow({ rows, entries: given, prefix, read });
  const bySession = new Map(
    rows.flatMap((row) =>
      row.stub ? [] : (row.hostSessions ?? []).map((session) => [session, row] as const),
    ),
  );
  const isPath = source === 'handoffs';
  // A session is known by its own name, whoever has taken its record over.
  const recordOf = (id: string, named: Row | undefined): Row | undefined =>
    source === 'transcripts' ? (bySession.get(id) ?? unlessAnothers(named)) : named;
  return {
    recordOf: async (entry) => recordOf(entry.id, await follower.rowOf(source, entry)),
    asImported: follower.asImported,
    async find({ id, hash }) {
      const all = byId.get(id) ?? [];
      const found =
        all.find(({ file }) => file.report.name === name) ??
        all.find(({ entry }) => entry.hash === hash) ??
        (isPath ? undefined : all[0]);
      if (!found) return undefined;
      const { file } = found;
      // Two clones that imported it may each have an entry for it.
      const made = all.filter((one) => one.file === file).map(({ entry }) => entry);
      const followed = await follower.inOrder(source, made, hash);
      const [first] = followed;
      if (!first) return undefined;
      const entries = followed.flatMap((one) =>
        one.row === undefined || one.row === first.row ? [one.entry] : [],
      );
      const { entry } = first;
      const ref = recordRef(entry.record);
      const row = recordOf(id, first.row);
      return {
        entry,
        entries,
        report: file.path,
        ...ref,
        row,
        formerIds: row ? follower.formerIds(row) : [],
      };
    },
  };
}

/** Two clones may give one id to two sessions, and one of the records gets another one then. */
const unlessAnothers = (row: Row | undefined): Row | undefined =>
  (row?.hostSessions?.length ?? 0) > 0 ? undefined : row;
