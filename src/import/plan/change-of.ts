import type { ChangePlan, PlannedFile } from '../../change/plan.ts';
import { KINDS, type Kind } from '../../record/kinds.ts';
import { CanonError } from '../../fault/error.ts';
import { MAX_TEXT } from '../../store/read.ts';
import type { Edit } from '../../work/edit.ts';
import type { SourceContents } from '../item.ts';
import { formatReport } from '../report/format-report.ts';
import { type Report, type ReportFile, type ReportItem, reportPath } from '../../store/imports/report.ts';
import { sha256 } from '../../store/imports/standing.ts';
import type { ImportGround, ImportPlan, PlannedItem } from './plan.ts';

/** An item that is written. */
export interface Written {
  readonly planned: PlannedItem;
  readonly edits: readonly Edit[];
  /** Path of the report that has it already. */
  readonly report: string | undefined;
  /** The entries of that report which tell of this record; undefined: all of this thing. */
  readonly replaces?: readonly ReportItem[] | undefined;
}

/**
 * The reports as they will be, and the one change with all files.
 * @throws E_IMPORT_REPORT_SIZE
 */
export function changeOf(
  contents: SourceContents,
  ground: ImportGround,
  written: readonly Written[],
  all: ImportPlan['assets'],
  /** The reports as they are: those of the ground may know of files that were renamed. */
  before: readonly ReportFile[] = ground.reports,
): Pick<ImportPlan, 'change' | 'reports' | 'assets'> {
  const known = new Set(ground.reports.flatMap(({ report }) => report.assets));
  const assets = all.filter(({ path }) => !known.has(path));
  const moved = ground.reports.filter((file, i) => file !== before[i]);
  if (written.length === 0 && assets.length === 0 && moved.length === 0)
    return { change: undefined, reports: [], assets };
  const reports = reportsOf(contents, ground, written, assets);
  for (const file of moved) if (!reports.some(({ path }) => path === file.path)) reports.push(file);
  const files: PlannedFile[] = written.flatMap(({ planned, edits }) =>
    edits.map((edit) => ({
      path: planned.file,
      edit,
      expect: planned.action === 'create' && !planned.item.inPlace ? 'absent' : 'present',
    })),
  );
  for (const { path, report } of reports) {
    const isNew = !ground.reports.some((one) => one.path === path);
    const text = formatReport(report);
    // Whoever could not read it again could neither import more nor take it back.
    if (Buffer.byteLength(text) > MAX_TEXT)
      throw new CanonError('E_IMPORT_REPORT_SIZE', { data: { items: report.items.length, most: MAX_TEXT } });
    const edit = { op: 'write', text } as const;
    files.push({ path, edit, expect: isNew ? 'absent' : 'any' });
  }
  return { change: { commit: messageOf(contents, written, assets.length > 0), files }, reports, assets };
}

function reportsOf(
  contents: SourceContents,
  { reports, at }: ImportGround,
  written: readonly Written[],
  assets: ImportPlan['assets'],
): ReportFile[] {
  const { source } = contents;
  const fresh = written.filter(({ report }) => report === undefined);
  const first = fresh[0]?.planned;
  // Several clones sweep at once, and may give the same id: each run writes a file of its own.
  const name =
    source === 'transcripts' && first ? `${first.id}-${sha256(first.item.id).slice(0, 8)}` : contents.name;
  const own = reportPath(source, name);
  const changed = new Map<string, Report>();
  const open = (path: string): Report =>
    changed.get(path) ??
    reports.find((one) => one.path === path)?.report ?? {
      format: 1,
      source,
      name,
      at,
      items: [],
      assets: [],
      passed: 0,
    };
  for (const [path, group] of groupBy(written, ({ report }) => report ?? own)) {
    const report = open(path);
    const next = new Map(group.map((one) => [one.planned.entry.id, one]));
    // What another clone has made of the same thing is another record's entry.
    const rest = report.items.filter((item) => {
      const one = next.get(item.id);
      return one === undefined || one.replaces?.includes(item) === false;
    });
    changed.set(path, { ...report, at, items: [...rest, ...group.map(({ planned }) => planned.entry)] });
  }
  if (assets.length > 0 || fresh.length > 0) {
    const report = open(own);
    const all = new Set([...report.assets, ...assets.map(({ path }) => path)]);
    changed.set(own, { ...report, at, assets: [...all], passed: contents.passed });
  }
  return [...changed].map(([path, report]) => ({ path, report }));
}

function groupBy<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

const CALLED: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  session: ['session', 'sessions'],
  workstream: ['workstream', 'workstreams'],
  plan: ['plan', 'plans'],
  adr: ['decision', 'decisions'],
  learning: ['learning', 'learnings'],
};

/** `3 sessions, 1 plan` */
export function countKinds(items: readonly { readonly kind: Kind }[]): string {
  return KINDS.map((kind) => ({ kind, n: items.filter((one) => one.kind === kind).length }))
    .filter(({ n }) => n > 0)
    .map(({ kind, n }) => `${n} ${CALLED[kind][n === 1 ? 0 : 1]}`)
    .join(', ');
}

function messageOf(
  { source, name }: SourceContents,
  written: readonly Written[],
  anyAsset: boolean,
): ChangePlan['commit'] {
  const created = written.filter(({ planned }) => planned.action === 'create').map(({ planned }) => planned);
  const updated = written.filter(({ planned }) => planned.action === 'update').map(({ planned }) => planned);
  const [first, second] =
    created.length > 0
      ? [`Import ${countKinds(created)}`, updated.length > 0 ? `, update ${countKinds(updated)}` : '']
      : updated.length > 0
        ? [`Update ${countKinds(updated)}`, '']
        : [anyAsset ? 'Import files' : 'Note what was renamed', ''];
  return {
    subject: `${first}${second} (${source}: ${name})`,
    trailers: [['Canon-Session', 'none']],
  };
}
