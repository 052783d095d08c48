import { byThing } from '../../import/report/by-thing.ts';
import type { PlannedItem } from '../../import/plan/plan.ts';
import { lostText } from '../../import/plan/make-record.ts';
import type { Follower } from '../../store/imports/follow.ts';
import type { ReportFile } from '../../store/imports/report.ts';
import type { Row } from '../../work/row.ts';
import { compareTexts } from '../../import/verify/compare.ts';

/** Something of a source that no record has. */
export interface LostThing {
  readonly source: string;
  readonly what: string;
}

/** What the proof came to. */
export interface Proof {
  readonly lost: readonly LostThing[];
  /** Records that people have edited since: what they took out is not lost by the import. */
  readonly edited: readonly string[];
  /** So many were compared. */
  readonly compared: number;
}

/** What is to be known to compare records with their sources. */
export interface ProofGround extends Pick<Follower<Row>, 'asImported'> {
  readonly read: (path: string) => Promise<string | undefined>;
}

/**
 * Compares each item with its record as it now stands in the work tree. A record that reads as it was planned has been
 * compared already.
 * @param all also those that were imported before: `--verify`
 */
export async function prove(
  items: readonly PlannedItem[],
  { read, asImported }: ProofGround,
  all: boolean,
): Promise<Proof> {
  const lost: LostThing[] = [];
  const edited: string[] = [];
  let compared = 0;
  for (const planned of items) {
    const { item, action, entry, text, file, kind, links } = planned;
    const source = item.path;
    const written = action === 'create' || action === 'update';
    if (!written && (!all || action === 'skip')) {
      lost.push(...(await stillLost(planned, { read, asImported })));
      continue;
    }
    const now = await read(file);
    if (now === undefined) {
      lost.push({ source, what: `record: ${file}` });
      continue;
    }
    const stands = written ? now : await asImported({ kind, path: file }, now, entry);
    if (stands !== undefined) compared += 1;
    if (written && now === text) {
      lost.push(...(entry.lost ?? []).map((what) => ({ source, what })));
      continue;
    }
    if (stands === undefined) {
      edited.push(file);
      continue;
    }
    const known = new Map(Object.entries(entry.links ?? {}));
    const found =
      item.text === undefined ? [] : await compareTexts(item.text, stands, written ? links : known);
    lost.push(...found.map((one) => ({ source, what: lostText(one) })));
  }
  return { lost, edited, compared };
}

/**
 * What is known to be lost of an item. From the first edit on a record is a person's, who has seen what it lacks: that is
 * said no more.
 */
export async function stillLost(
  { item, action, entry, file, kind }: PlannedItem,
  { read, asImported }: ProofGround,
): Promise<LostThing[]> {
  const { lost = [] } = entry;
  if (lost.length === 0 || action === 'skip' || action === 'conflict') return [];
  if (action === 'same') {
    const now = await read(file);
    if (now === undefined || !(await asImported({ kind, path: file }, now, entry))) return [];
  }
  return lost.map((what) => ({ source: item.path, what }));
}

/**
 * The same for files that became records where they were, of which the source is what git still has of them: `--verify`
 * of what no reader takes for a source any more.
 */
export async function proveInPlace(
  reports: readonly ReportFile[],
  { read, inOrder, asImported }: ProofGround & Follower<Row>,
  blob: (oid: string) => Promise<string | undefined>,
): Promise<Proof> {
  const lost: LostThing[] = [];
  const edited: string[] = [];
  let compared = 0;
  for (const entries of reports.flatMap(({ report }) =>
    byThing(report.items.filter((item) => item.in_place)),
  )) {
    const [first] = await inOrder('legacy', entries);
    if (!first) continue;
    const { entry, row } = first;
    const kind = row?.kind ?? 'session';
    const path = row?.path ?? entry.file;
    const now = await read(path);
    // Deleted by people, or moved.
    if (now === undefined) continue;
    const before = entry.blob === undefined ? undefined : await blob(entry.blob);
    const stands = await asImported({ kind, path }, now, entry);
    if (before === undefined || stands === undefined) {
      edited.push(path);
      continue;
    }
    compared += 1;
    const found = await compareTexts(before, stands);
    lost.push(...found.map((one) => ({ source: entry.path, what: lostText(one) })));
  }
  return { lost, edited, compared };
}
