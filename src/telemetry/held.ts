import { bareMap } from '../record/bare-map.ts';
import type { Invariant } from '../store/config.ts';

/** An invariant in one record. */
export interface Held {
  readonly count: number;
  readonly max: number;
  readonly ok: boolean;
}

/**
 * What the invariants of the configuration come to in a record: those that its breakdown has counted. What nothing
 * counted holds neither nor does not.
 */
export function heldIn(breakdown: unknown, invariants: readonly Invariant[]): Record<string, Held> {
  const held = bareMap() as Record<string, Held>;
  if (typeof breakdown !== 'object' || breakdown === null) return held;
  for (const { name, max } of invariants) {
    const count = Object.hasOwn(breakdown, name) ? (breakdown as Record<string, unknown>)[name] : undefined;
    if (typeof count === 'number') held[name] = { count, max, ok: count <= max };
  }
  return held;
}
