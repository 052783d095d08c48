import type { PlannedFile } from '../../change/plan.ts';
import type { Kind } from '../../record/kinds.ts';
import type { Layout } from '../../store/layout.ts';
import type { Row } from '../../work/row.ts';
import { earlierIn, recordRef } from '../plan/earlier.ts';
import { byThing } from './by-thing.ts';
import { formatReport } from './format-report.ts';
import { isMadeOf, isOfImport } from './is-of-import.ts';
import type { Report, ReportFile, ReportItem, SourceName } from '../../store/imports/report.ts';

/** What is to be known to take an import back. */
export interface UndoGround {
  readonly layout: Layout;
  readonly rows: readonly Row[];
  /** From the repository's top to the project's root. */
  readonly prefix: string;
  readonly read: (path: string) => Promise<string | undefined>;
  /** The text of an object of git; undefined where there is none, or none that is text. */
  readonly blob: (oid: string) => Promise<string | undefined>;
  /** Git's object of a file, as HEAD has it. */
  readonly head: (path: string) => string | undefined;
  /** Files that came along and go with the records. */
  readonly unused: (items: readonly UndoneItem[]) => Promise<ReadonlySet<string>>;
}

/** What becomes of a record when its import is taken back. */
export interface UndoneItem {
  readonly entry: ReportItem;
  readonly file: string;
  readonly action: 'remove' | 'restore' | 'gone' | 'keep';
  /** Of one that stays. */
  readonly why?: 'edited' | 'uncommitted' | 'foreign';
}

export interface UndoPlan {
  readonly items: readonly UndoneItem[];
  /** What HEAD has: committed. */
  readonly files: readonly PlannedFile[];
  /** What HEAD never had: the work tree alone. Null: the file goes. */
  readonly loose: readonly { readonly path: string; readonly before: string; readonly text: string | null }[];
}

/**
 * Plans to take imports back: records that stand as they were written go, and those that became records where they were
 * are again what they had been. Reports are committed files: only what is a record by its
 * place, and says itself that it came of this import, is touched.
 */
export async function planUndo(reports: readonly ReportFile[], ground: UndoGround): Promise<UndoPlan> {
  const items: UndoneItem[] = [];
  const files: PlannedFile[] = [];
  const loose: { path: string; before: string; text: string | null }[] = [];
  const take = (path: string, before: string, text: string | null, old: string | undefined): void => {
    // HEAD has none, or has it as it is to be: there is nothing to commit.
    if (ground.head(path) === old) loose.push({ path, before, text });
    else
      files.push({
        path,
        edit: text === null ? { op: 'remove' } : { op: 'write', text },
        expect: 'present',
      });
  };
  const kept = new Map<string, readonly ReportItem[]>();
  for (const { path, report } of reports) {
    const { recordOf, asImported } = earlierIn(report, [{ path, report }], ground);
    const stays: ReportItem[] = [];
    for (const entries of byThing(report.items)) {
      const made = await byFile(entries, recordOf);
      for (const [file, own] of made) {
        const { kind } = recordRef(own[0].record);
        const isPlace = ground.layout.kindOfPath(file) === kind;
        const now = isPlace ? await ground.read(file) : undefined;
        // Another clone's record of it is there.
        if (isPlace && now === undefined && made.size > 1) continue;
        let [entry] = own;
        let was: string | undefined;
        for (const one of now === undefined ? [] : own) {
          was = await asImported({ kind, path: file }, now ?? '', one);
          entry = one;
          if (was !== undefined) break;
        }
        const item = await undoOne(report.source, entry, file, kind, { now, was }, ground);
        items.push(item.done);
        if (item.done.action === 'keep') stays.push(...own);
        else if (item.next !== undefined && now !== undefined)
          take(file, now, item.next, item.next === null ? undefined : entry.blob);
      }
    }
    kept.set(path, stays);
  }
  const unused = await ground.unused(items);
  for (const { path, report } of reports) {
    const before = (await ground.read(path)) ?? '';
    const stays = kept.get(path) ?? [];
    const assets = report.assets.filter((asset) => !unused.has(asset));
    const next: Report = { ...report, items: stays, assets };
    const same = stays.length === report.items.length && assets.length === report.assets.length;
    if (!same || stays.length === 0) {
      take(path, before, stays.length === 0 ? null : formatReport(next), undefined);
    }
  }
  return { items, files, loose };
}

/** Entries by the file of their record; several clones may have made one each of a thing. */
async function byFile(
  entries: readonly ReportItem[],
  recordOf: (entry: ReportItem) => Promise<Row | undefined>,
): Promise<ReadonlyMap<string, readonly [ReportItem, ...ReportItem[]]>> {
  const found = new Map<string, [ReportItem, ...ReportItem[]]>();
  for (const entry of entries) {
    const file = (await recordOf(entry))?.path ?? entry.file;
    const known = found.get(file);
    if (known) known.push(entry);
    else found.set(file, [entry]);
  }
  return found;
}

async function undoOne(
  source: SourceName,
  entry: ReportItem,
  file: string,
  kind: Kind,
  /** The record as it is, and as it was imported: undefined where people have edited it. */
  { now, was }: { readonly now: string | undefined; readonly was: string | undefined },
  { layout, blob }: UndoGround,
): Promise<{ done: UndoneItem; next?: string | null }> {
  const keep = (why: NonNullable<UndoneItem['why']>): { done: UndoneItem } => ({
    done: { entry, file, action: 'keep', why },
  });
  if (layout.kindOfPath(file) !== kind) return keep('foreign');
  if (now === undefined) return { done: { entry, file, action: 'gone' } };
  if (was === undefined) return keep('edited');
  const own = await isOfImport(kind, was, source, entry);
  if (!entry.in_place && entry.blob === undefined) {
    return own ? { done: { entry, file, action: 'remove' }, next: null } : keep('foreign');
  }
  const text = entry.blob === undefined ? undefined : await blob(entry.blob);
  if (!own && !(text !== undefined && (await isMadeOf(kind, was, text)))) return keep('foreign');
  return text === undefined ? keep('uncommitted') : { done: { entry, file, action: 'restore' }, next: text };
}
