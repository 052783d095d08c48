import { isConflict, splitConflicts } from '../record/conflict-markers.ts';
import { cameFromTwo } from '../work/merge/unite-imported.ts';
import { areDifferent } from '../work/same-record.ts';
import { toRow, toRowFully } from '../work/to-row.ts';

/**
 * Whether the two sides of the conflicts in a file are two different sessions. Of a session the text alone tells: who
 * handed it off, and when, is nothing that people change.
 */
export async function areTwoSessions(path: string, text: string): Promise<boolean> {
  const pieces = splitConflicts(text);
  const [one = '', other = ''] = (['ours', 'theirs'] as const).map((side) =>
    pieces.map((piece) => (isConflict(piece) ? piece[side] : piece.lines).join('')).join(''),
  );
  if (cameFromTwo(one, other)) return true;
  const [ours, theirs] = await Promise.all(
    [one, other].map((whole) => toRow(path, 'session', whole) ?? toRowFully(path, 'session', whole)),
  );
  return ours !== undefined && theirs !== undefined && areDifferent(ours, theirs);
}
