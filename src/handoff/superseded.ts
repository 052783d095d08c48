import type { RowSet } from '../store/row-set.ts';
import { recordNamed } from '../work/aliases.ts';

/**
 * The sessions that one supersedes and that name no successor yet, or it: both sides are written at once, also where a
 * run before this one has written them and committed nothing.
 */
export function supersededPaths(
  rows: Pick<RowSet, 'having'>,
  { supersedes }: Readonly<Record<string, unknown>>,
  own: string,
): string[] {
  if (!Array.isArray(supersedes)) return [];
  const sessions = rows.having('kind', 'session');
  const found = supersedes.flatMap((id) => recordNamed(sessions, 'session', String(id)) ?? []);
  const open = found.filter(
    ({ id, supersededBy = own, legacy, fault }) => id !== own && supersededBy === own && !legacy && !fault,
  );
  return [...new Set(open.map(({ path }) => path))];
}
