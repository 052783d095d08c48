import type { Moment } from '../world.ts';
import type { Snapshot } from './snapshot.ts';

/** After so long without a sign a session counts as left behind, though its host never said so; in milliseconds. */
const IDLE = 15 * 60_000;

/**
 * The snapshot without sessions that are at work, or that ask: they are somebody's who will hand them off. What is
 * idle by now is no matter of what was gathered but of when it is looked at.
 */
export function withoutLive(snapshot: Snapshot, now: Moment, asking: string | undefined): Snapshot {
  const { items, total } = snapshot.unclosed;
  const left = items.filter(
    ({ counted, hostSession }) =>
      hostSession === null ||
      (hostSession !== asking && (counted === null || counted.ended || now.ms - counted.last > IDLE)),
  );
  return left.length === items.length
    ? snapshot
    : { ...snapshot, unclosed: { items: left, total: total - (items.length - left.length) } };
}
