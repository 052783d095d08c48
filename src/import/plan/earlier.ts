import { type Kind } from '../../record/kinds.ts';
import type { Row } from '../../work/row.ts';
import type { SourceContents, SourceItem } from '../item.ts';
import type { ReportFile, ReportItem } from '../../store/imports/report.ts';

/** What an earlier import made of something, and where that stands now. */
export interface Earlier {
  readonly entry: ReportItem;
  /** The report it is in. */
  readonly report: string;
  readonly kind: Kind;
  readonly id: string;
  /** Undefined where people have deleted the record. */
  readonly row: Row | undefined;
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
  rows: readonly Row[],
): (item: Pick<SourceItem, 'id' | 'hash'>) => Earlier | undefined {
  const byId = new Map<string, { entry: ReportItem; file: ReportFile }[]>();
  for (const file of reports) {
    for (const entry of file.report.items) {
      const known = byId.get(entry.id);
      if (known) known.push({ entry, file });
      else byId.set(entry.id, [{ entry, file }]);
    }
  }
  const byName = rowsByName(rows);
  const bySession = new Map(
    rows.flatMap((row) =>
      row.stub ? [] : (row.hostSessions ?? []).map((session) => [session, row] as const),
    ),
  );
  const isPath = source === 'handoffs';
  return ({ id, hash }) => {
    const all = byId.get(id) ?? [];
    const found =
      all.find(({ file }) => file.report.name === name) ??
      all.find(({ entry }) => entry.hash === hash) ??
      (isPath ? undefined : all[0]);
    if (!found) return undefined;
    const { entry, file } = found;
    const ref = recordRef(entry.record);
    const named = byName.get(entry.record);
    const row = source === 'transcripts' ? (bySession.get(id) ?? unlessAnothers(named)) : named;
    return { entry, report: file.path, ...ref, row };
  };
}

/** Two clones may give one id to two sessions, and one of the records gets another one then. */
const unlessAnothers = (row: Row | undefined): Row | undefined =>
  (row?.hostSessions?.length ?? 0) > 0 ? undefined : row;

/** Records by `kind:id`, and by the ids that they had. */
function rowsByName(rows: readonly Row[]): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    for (const alias of row.aliases ?? []) found.set(`${row.kind}:${alias}`, row);
  }
  for (const row of rows) if (!row.stub) found.set(`${row.kind}:${row.id}`, row);
  return found;
}
