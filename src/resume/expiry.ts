import type { Moment } from '../world.ts';
import type { Snapshot } from './snapshot.ts';

/** A dashboard reminds of a few learnings; the others are in the index. */
const FEW = 3;

/** The snapshot without learnings that are out of date by now, and with a few of the others (`all`: every one). */
export function withoutExpired(snapshot: Snapshot, now: Moment, all: boolean): Snapshot {
  const today = new Date(now.ms + now.offset * 60_000).toISOString().slice(0, 10);
  const valid = snapshot.learnings.items.filter(({ expires }) => expires === null || expires >= today);
  const items = all ? valid : valid.slice(0, FEW);
  return { ...snapshot, learnings: { items, total: items.length } };
}
