import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Objects } from '../git/objects.ts';
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

/** What the ids of an operator's day begin with: `RT-260511-`. */
export const prefixOfDay = (initials: string, date: string): string =>
  formatSessionId(initials, date, 1).slice(0, -2);

/**
 * Ids of a kind that are in use and begin with `prefix`: on any local or remote-tracking branch, at the HEAD
 * of any work tree, or as a file of this one, in whatever layout.
 */
export async function usedNames(
  project: Pick<Project, 'root' | 'prefix' | 'repo' | 'layout'>,
  kind: Kind,
  prefix = '',
  objects?: Objects,
): Promise<Set<string>> {
  const dir = project.layout.dirOf(kind);
  const [committed, here] = await Promise.all([
    namesOnRefs(project.repo, [project.prefix + dir], DEPTH, prefix, objects),
    namesBelow(join(project.root, dir), DEPTH, prefix),
  ]);
  return new Set([...committed, ...here].map(idFromPath));
}

// Names alone: to ask for the type of each of twenty thousand entries takes three times as long.
async function namesBelow(folder: string, depth: number, prefix: string): Promise<string[]> {
  const entries = (await readdir(folder).catch(absent)) ?? [];
  const names = entries.filter((name) => name.startsWith(prefix));
  if (depth === 0) return names;
  // Whatever is not named like a record may be a folder; a file is none, and says so.
  const folders = entries.filter((name) => !name.endsWith('.md') || name.startsWith('.'));
  const below = await Promise.all(folders.map((name) => namesBelow(join(folder, name), depth - 1, prefix)));
  return [...names, ...below.flat()];
}
