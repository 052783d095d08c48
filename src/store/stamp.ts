import { join } from 'node:path';
import { fileStamp, isSettled } from './file-stamp.ts';
import type { Look } from './look.ts';
import type { Place } from './place.ts';

/**
 * A fingerprint of everything that rows depend on: HEAD and branch, what git calls changed, the folders of
 * records, and each file that differs from HEAD or that git does not know. Equal stamps: the same records.
 * Undefined when that cannot be promised, because something changed in this very moment.
 */
export function stampOf(project: Place, look: Look): string | undefined {
  const { status, folders, state, clock } = look;
  if (clock === undefined || !state) return undefined;
  const parts: string[] = [JSON.stringify([status.head, status.branch, status.upstream])];
  const files = new Set<string>();
  for (const { path, x, y } of status.entries) {
    parts.push(`${x}${y} ${path}`);
    if (path.startsWith(project.prefix)) files.add(path.slice(project.prefix.length));
  }
  for (const { path } of state.loose) files.add(path);
  for (const [path, { stamp, settled }] of folders) {
    if (!settled) return undefined;
    parts.push(`${path} ${stamp}`);
  }
  for (const path of files) {
    if (!project.layout.isRecordPath(path)) continue;
    const { stamp, stats } = fileStamp(join(project.root, path));
    if (!isSettled(stats, clock)) return undefined;
    parts.push(`${path} ${stamp}`);
  }
  return parts.join('\n');
}
