import { recordRef } from '../../import/plan/earlier.ts';
import type { PlannedItem } from '../../import/plan/plan.ts';
import { lostText } from '../../import/plan/make-record.ts';
import type { ReportFile } from '../../store/imports/report.ts';
import { standingHash } from '../../store/imports/standing.ts';
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

/**
 * Compares each item with its record as it now stands in the work tree. A record that reads as it was planned has been
 * compared already.
 * @param all also those that were imported before: `--verify`
 */
export async function prove(
  items: readonly PlannedItem[],
  read: (path: string) => Promise<string | undefined>,
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
      lost.push(...(await stillLost(planned, read)));
      continue;
    }
    const now = await read(file);
    if (now === undefined) {
      lost.push({ source, what: `record: ${file}` });
      continue;
    }
    if (written || standingHash(kind, now) === entry.result) compared += 1;
    if (written && now === text) {
      lost.push(...(entry.lost ?? []).map((what) => ({ source, what })));
      continue;
    }
    if (!written && standingHash(kind, now) !== entry.result) {
      edited.push(file);
      continue;
    }
    const known = new Map(Object.entries(entry.links ?? {}));
    const found = item.text === undefined ? [] : await compareTexts(item.text, now, written ? links : known);
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
  read: (path: string) => Promise<string | undefined>,
): Promise<LostThing[]> {
  const { lost = [], result } = entry;
  if (lost.length === 0 || action === 'skip' || action === 'conflict') return [];
  if (action === 'same') {
    const now = await read(file);
    if (now === undefined || standingHash(kind, now) !== result) return [];
  }
  return lost.map((what) => ({ source: item.path, what }));
}

/**
 * The same for files that became records where they were, of which the source is what git still has of them: `--verify`
 * of what no reader takes for a source any more.
 */
export async function proveInPlace(
  reports: readonly ReportFile[],
  read: (path: string) => Promise<string | undefined>,
  blob: (oid: string) => Promise<string | undefined>,
): Promise<Proof> {
  const lost: LostThing[] = [];
  const edited: string[] = [];
  let compared = 0;
  for (const entry of reports.flatMap(({ report }) => report.items)) {
    if (!entry.in_place) continue;
    const now = await read(entry.file);
    // Deleted by people, or moved.
    if (now === undefined) continue;
    const before = entry.blob === undefined ? undefined : await blob(entry.blob);
    if (before === undefined || standingHash(recordRef(entry.record).kind, now) !== entry.result) {
      edited.push(entry.file);
      continue;
    }
    compared += 1;
    const found = await compareTexts(before, now);
    lost.push(...found.map((one) => ({ source: entry.path, what: lostText(one) })));
  }
  return { lost, edited, compared };
}
