import type { ChangePlan, PlannedFile } from '../../change/plan.ts';
import type { Row } from '../../work/row.ts';
import type { StatusChange, StatusRequest } from '../../work/status-change.ts';
import type { RecordValues } from '../../work/succession.ts';

/** A change of state as a plan of edits with its commit message. */
export function changePlan(
  { row, by, reason }: StatusRequest,
  { to, records }: StatusChange,
  rows: readonly Row[],
  session: string,
): ChangePlan {
  const successor = by && (to === 'superseded' || to === 'deprecated') ? `, by ${by.id}` : '';
  return {
    commit: {
      subject: `Set status of ${row.id} to ${to}${successor}`,
      ...(reason === undefined ? {} : { body: `Reason: ${reason}` }),
      trailers: [['Canon-Session', session]],
    },
    files: records.flatMap((record) =>
      editsOf(
        record,
        rows.find(({ path }) => path === record.path),
      ),
    ),
  };
}

const LISTS: Readonly<Record<string, 'supersedes' | 'blockedBy'>> = {
  supersedes: 'supersedes',
  blocked_by: 'blockedBy',
};

// Of a list only what comes and goes: other versions of the file may have other entries besides.
function editsOf({ path, values }: RecordValues, row: Row | undefined): PlannedFile[] {
  const edits: PlannedFile['edit'][] = [];
  const set = Object.entries(values).flatMap(([key, value]) =>
    LISTS[key] === undefined && (value === undefined || typeof value === 'string')
      ? [{ key: [key], value }]
      : [],
  );
  if (set.length > 0) edits.push({ op: 'set', values: set });
  for (const [key, of] of Object.entries(LISTS)) {
    if (!(key in values)) continue;
    const [old, now] = [row?.[of] ?? [], values[key] ?? []];
    edits.push({
      op: 'list',
      key,
      add: [...now].filter((id) => !old.includes(id)),
      remove: old.filter((id) => !now.includes(id)),
    });
  }
  return edits.map((edit) => ({ path, edit, expect: 'present' }));
}
