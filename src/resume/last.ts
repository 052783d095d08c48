import { isImported, makingOf } from '../work/imported.ts';
import { compareNewest, instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';

/** The session an operator left off at. */
export interface Last {
  readonly row: Row;
  /** Why it is this one: it is of this branch, of its workstream, or simply their newest. */
  readonly by: 'branch' | 'workstream' | 'newest';
}

/** Sessions of one operator that can be resumed: readable, more than a claim, not replaced by another. */
export function sessionsOf(sessions: readonly Row[], operator: string): Row[] {
  const mine = sessions.filter((row) => row.owner === operator);
  const replaced = new Set(mine.flatMap((row) => row.supersedes ?? []));
  return mine.filter((row) => !replaced.has(row.id) && row.supersededBy === undefined);
}

/**
 * The operator's last session on a branch: of the branch or of its workstream, the newest by `created`
 * (file times say nothing after a checkout), one that was handed off before an imported one, and that before one that
 * was only recovered. A record that names no branch may be of any: an imported one only where nothing was handed off.
 * With nothing on this branch: the newest of all.
 */
export function lastSession(mine: readonly Row[], branch: string | null): Last | undefined {
  const handedOff = mine.some((row) => !isImported(row));
  const ofAny = (row: Row): string | null => (handedOff && isImported(row) ? null : branch);
  const here = branch === null ? mine : mine.filter((row) => (row.branch ?? ofAny(row)) === branch);
  const newestHere = newest(here);
  const workstreams = new Set<string>();
  if (newestHere?.workstream !== undefined) workstreams.add(newestHere.workstream);
  // A branch is often called after its workstream: `flip`, `roman/flip`.
  if (branch !== null) workstreams.add(branch.slice(branch.lastIndexOf('/') + 1));
  const among = mine.filter(
    (row) => (row.workstream !== undefined && workstreams.has(row.workstream)) || here.includes(row),
  );
  const row = newest(among) ?? newest(mine);
  if (row === undefined) return undefined;
  if (among.length === 0) return { row, by: 'newest' };
  return { row, by: (row.branch ?? branch) === branch ? 'branch' : 'workstream' };
}

/** The newest; what was handed off goes before what was imported, and that before what was recovered from a session that died. */
export function newest(rows: readonly Row[]): Row | undefined {
  let best: Row | undefined;
  for (const row of rows) if (best === undefined || compareLast(row, best) < 0) best = row;
  return best;
}

const compareLast = (a: Row, b: Row): number =>
  RANK[makingOf(a.status)] - RANK[makingOf(b.status)] || compareNewest(a, b);

const RANK = { hand: 0, imported: 1, auto: 2 };

const MINUTE = 60_000;
/** How far back a terminal counts as open beside another, where nobody knows when a session began. */
const BESIDE = 30 * MINUTE;
const MOST = 5;

/**
 * Other sessions that could be the one to go on with: another terminal's, handed off while this one was
 * still running (or shortly before, where its length is not known), or a recovered one that is newer.
 * A session that the shown one continues (its `parent`, or the same session of the host) is no rival. But canon writes
 * the previous session on a workstream down as `parent`: one that was handed off while this one was already running
 * was not continued by it.
 *
 * @param minutes how long the shown session took, if its record says
 */
export function rivals(mine: readonly Row[], last: Last, minutes: number | undefined): Row[] {
  const shown = last.row;
  const ended = instantOf(shown.created);
  if (ended === undefined) return [];
  const began = ended - (minutes === undefined ? BESIDE : minutes * MINUTE);
  const byId = new Map(mine.map((row) => [row.id, row]));
  const continued = new Set<string>();
  const parent = minutes === undefined ? shown.parent : undefined;
  for (let id = parent; id !== undefined && !continued.has(id); id = byId.get(id)?.parent) {
    continued.add(id);
  }
  const later = minutes === undefined ? mine : mine.filter((row) => row !== shown);
  const parents = new Set(later.map((row) => row.parent));
  const ofHost = new Set(shown.hostSessions ?? []);
  return mine
    .filter((row) => {
      if (row === shown || continued.has(row.id) || parents.has(row.id)) return false;
      if (row.hostSessions?.some((session) => ofHost.has(session))) return false;
      const at = instantOf(row.created);
      // An imported session was at no terminal beside this one: it is a rival only where it came later.
      const isBeside = at !== undefined && (row.status === 'imported' ? at > ended : at >= began);
      return isBeside && sameScope(row, shown, last.by);
    })
    .sort(compareNewest)
    .slice(0, MOST);
}

const sameScope = (row: Row, shown: Row, by: Last['by']): boolean =>
  by === 'newest' ||
  (row.branch ?? shown.branch) === shown.branch ||
  (row.workstream !== undefined && row.workstream === shown.workstream);
