import { type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { namesOnRefs } from '../git/seek.ts';
import { formatSessionId, idFromPath, parseSessionId, type SessionId } from '../record/ids.ts';
import type { Kind } from '../record/kinds.ts';
import { absent } from '../store/atomic.ts';
import type { Project } from '../store/project.ts';

// Deeper than any layout; an end to what a hostile tree can ask for.
const DEPTH = 8;

/**
 * The id after the last one of an operator's day. Gaps are left: an id that was given back may have been
 * mentioned somewhere.
 */
export function nextSessionId(initials: string, date: string, taken: Iterable<string>): SessionId {
  let last = 0;
  for (const id of taken) {
    if (!id.startsWith(`${initials}-`)) continue;
    const parts = parseSessionId(id);
    if (parts?.date === date && parts.n > last) last = parts.n;
  }
  return formatSessionId(initials, date, last + 1);
}

/**
 * Ids of a kind that are in use: on any local or remote-tracking branch, at the HEAD of any work tree, or
 * as a file of this one, in whatever layout.
 */
export async function usedNames(
  project: Pick<Project, 'root' | 'prefix' | 'repo' | 'layout'>,
  kind: Kind,
): Promise<Set<string>> {
  const dir = project.layout.dirOf(kind);
  const [committed, here] = await Promise.all([
    namesOnRefs(project.repo, [project.prefix + dir], DEPTH),
    namesBelow(join(project.root, dir), DEPTH),
  ]);
  return new Set([...committed, ...here].map(idFromPath));
}

async function namesBelow(folder: string, depth: number): Promise<string[]> {
  const entries: Dirent[] = (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? [];
  const names: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) names.push(entry.name);
    else if (depth > 0) names.push(...(await namesBelow(join(folder, entry.name), depth - 1)));
  }
  return names;
}
