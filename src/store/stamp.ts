import { join } from 'node:path';
import { readWorkState } from './cache-files.ts';
import { fileStamp, isSettled } from './file-stamp.ts';
import type { Look } from './look.ts';
import type { Place } from './place.ts';

/**
 * A fingerprint of everything that rows depend on: HEAD and branch, what git calls changed, the folders of
 * records, and each file that differs from HEAD or that git does not know. Equal stamps: the same records.
 * Undefined when that cannot be promised: something changed in this very moment, or what is kept of the
 * work tree (which says what git does not know) is not about the folders as they are now.
 */
export function stampOf(project: Place, look: Look): string | undefined {
  const { status, folders, state, clock } = look;
  if (clock === undefined || !state || state.commit !== status.head) return undefined;
  const parts: string[] = [JSON.stringify([status.head, status.branch, status.upstream])];
  const kept = new Map(state.folders);
  for (const [path, { stamp, settled }] of folders) {
    if (!settled || kept.get(path)?.stamp !== stamp) return undefined;
    parts.push(`${path} ${stamp}`);
  }
  const files = new Set<string>();
  for (const { path, x, y } of status.entries) {
    parts.push(`${x}${y} ${path}`);
    if (path.startsWith(project.prefix)) files.add(path.slice(project.prefix.length));
  }
  for (const { path } of state.loose) files.add(path);
  for (const path of files) {
    if (!project.layout.isRecordPath(path)) continue;
    const { stamp, stats } = fileStamp(join(project.root, path));
    if (!isSettled(stats, clock)) return undefined;
    parts.push(`${path} ${stamp}`);
  }
  return parts.join('\n');
}

/**
 * The stamp of what a look saw, once `readRows` has worked it out and kept it: to be stored with an answer
 * that was made from those rows.
 */
export const stampAfter = (project: Place, look: Look): string | undefined =>
  stampOf(project, { ...look, state: readWorkState(project) });
