import type { Moment } from '../world.ts';
import type { CountedFacts, Snapshot } from './snapshot.ts';

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
      (!isOf(asking, hostSession, counted) &&
        // A time to come is a clock that was wrong.
        (counted === null || counted.ended || Math.abs(now.ms - counted.last) > IDLE)),
  );
  return left.length === items.length
    ? snapshot
    : { ...snapshot, unclosed: { items: left, total: total - (items.length - left.length) } };
}

/** Whether a host session is the one that asks, or an earlier part of its work. */
const isOf = (asking: string | undefined, session: string, counted: CountedFacts | null): boolean =>
  asking !== undefined && (session === asking || counted?.goesOnIn.includes(asking) === true);
