import type { Kind } from '../../record/kinds.ts';
import { aliasesOf } from '../../work/aliases.ts';
import { type OpenItem, openItems, whomReader } from '../../work/open-items.ts';
import { planNamer, type ProgressReader, progressReader } from '../../work/progress.ts';
import type { Row } from '../../work/row.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { replacements } from './replaced.ts';

/** How the records of a site belong together: worked out once, for all pages. */
export interface Relations {
  /** The record of an id, or of one that it had before. */
  readonly named: (kind: Kind, id: string) => SiteRecord | undefined;
  /** Sessions on a workstream, the newest first. */
  readonly sessionsOn: (workstream: string) => readonly SiteRecord[];
  /** Sessions of a plan: those that name it, and those on its workstreams; the newest first. */
  readonly sessionsOf: (plan: string) => readonly SiteRecord[];
  /** Workstreams that carry a plan out. */
  readonly workstreamsOf: (plan: string) => readonly SiteRecord[];
  /** The plan of a record, as it is named: its own, or of a session that names none that of its workstream. */
  readonly planOf: (row: Row) => string | undefined;
  readonly progressOf: ProgressReader;
  /** What has taken the place of a record that is superseded. */
  readonly replacedBy: ReadonlyMap<SiteRecord, SiteRecord>;
  /** Everything that waits on somebody, and open questions; the newest record's first. */
  readonly open: readonly OpenItem[];
}

/** Works out how records belong together. */
export function relationsOf({ records, operators }: SiteModel): Relations {
  const rows = records.map(({ row }) => row);
  const byId = new Map(records.map((record) => [`${record.row.kind}:${record.row.id}`, record]));
  const aliases = new Map<Kind, Map<string, string>>();
  const named: Relations['named'] = (kind, id) => {
    const live = byId.get(`${kind}:${id}`);
    if (live) return live;
    if (!aliases.has(kind)) aliases.set(kind, aliasesOf(rows, kind));
    const now = aliases.get(kind)?.get(id);
    return now === undefined ? undefined : byId.get(`${kind}:${now}`);
  };
  const planId = planNamer(rows);
  const onPlan = ({ kind, workstream }: Row): string | undefined =>
    kind === 'session' && workstream !== undefined ? named('workstream', workstream)?.row.plan : undefined;
  const idOf = (kind: Kind, id: string): string => named(kind, id)?.row.id ?? id;
  const onWorkstream = grouped(records, ({ row }) =>
    row.kind === 'session' && row.workstream !== undefined ? [idOf('workstream', row.workstream)] : [],
  );
  const workstreams = grouped(records, ({ row }) =>
    row.kind === 'workstream' && row.plan !== undefined ? [planId(row.plan)] : [],
  );
  const ofPlan = grouped(records, ({ row }) => {
    if (row.kind !== 'session') return [];
    const plans = [row.plan, onPlan(row)].filter((one) => one !== undefined).map(planId);
    return [...new Set(plans)];
  });
  return {
    named,
    sessionsOn: (id) => onWorkstream.get(id) ?? [],
    sessionsOf: (id) => ofPlan.get(id) ?? [],
    workstreamsOf: (id) => workstreams.get(id) ?? [],
    planOf: (row) => row.plan ?? onPlan(row),
    progressOf: progressReader(rows),
    replacedBy: replacements(records, named),
    open: openItems(rows, { whom: whomReader(operators) }),
  };
}

/** The operator that is called so: by slug, name or initials, in any case. */
export function whomOf(operators: SiteModel['operators']): (name: string) => string | undefined {
  const fold = (text: string): string => text.normalize('NFC').toLowerCase();
  const slugs = new Map<string, string>();
  for (const { slug, name, initials } of operators)
    for (const one of [slug, name, initials]) if (!slugs.has(fold(one))) slugs.set(fold(one), slug);
  return (name) => slugs.get(fold(name));
}

function grouped(
  records: readonly SiteRecord[],
  keysOf: (record: SiteRecord) => readonly string[],
): Map<string, SiteRecord[]> {
  const groups = new Map<string, SiteRecord[]>();
  for (const record of records) {
    for (const key of keysOf(record)) {
      const group = groups.get(key);
      if (group) group.push(record);
      else groups.set(key, [record]);
    }
  }
  return groups;
}
