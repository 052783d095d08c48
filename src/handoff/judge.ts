import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Invariant } from '../store/config.ts';
import { type Held, heldIn } from '../telemetry/held.ts';

/** What the invariants say of a record. */
export interface Judged {
  readonly held: Readonly<Record<string, Held>>;
  /** The broken ones, loudly. */
  readonly told: readonly Diagnostic[];
  /** One of them keeps the record from being committed. */
  readonly blocks: boolean;
}

/**
 * Judges a record by what its breakdown has counted.
 * @param culprits of each invariant, the tools that were called, where that is known
 */
export function judge(
  breakdown: unknown,
  invariants: readonly Invariant[],
  culprits: ReadonlyMap<string, readonly string[]> = new Map(),
): Judged {
  const held = heldIn(breakdown, invariants);
  const broken = invariants.filter(({ name }) => held[name]?.ok === false);
  return {
    held,
    told: broken.map(({ name, mode, max }) => ({
      code: 'invariant-broken',
      severity: mode === 'block' ? 'error' : 'warning',
      args: { name, max, count: held[name]?.count ?? 0, tools: culprits.get(name) ?? [] },
    })),
    blocks: broken.some(({ mode }) => mode === 'block'),
  };
}
