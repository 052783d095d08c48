import type { RowSet } from '../store/row-set.ts';
import { recordNamed } from '../work/aliases.ts';

/** The sessions that a new one supersedes and that name no successor yet: both sides are written at once. */
export function supersededPaths(
  rows: Pick<RowSet, 'having'>,
  { supersedes }: Readonly<Record<string, unknown>>,
): string[] {
  if (!Array.isArray(supersedes)) return [];
  const sessions = rows.having('kind', 'session');
  const found = supersedes.flatMap((id) => recordNamed(sessions, 'session', String(id)) ?? []);
  const open = found.filter(({ supersededBy, legacy, fault }) => !supersededBy && !legacy && !fault);
  return [...new Set(open.map(({ path }) => path))];
}
