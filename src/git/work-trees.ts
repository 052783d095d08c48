import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Repo } from './discover.ts';
import { textOf } from './read-text.ts';

/** The top folders of the work trees of a clone, this one first; also of those whose folder is not there just now. */
export function workTrees({ top, commonDir }: Pick<Repo, 'top' | 'commonDir'>): string[] {
  const tops = new Set([top]);
  if (basename(commonDir) === '.git') tops.add(dirname(commonDir));
  for (const name of namesIn(join(commonDir, 'worktrees'))) {
    const gitFile = textOf(join(commonDir, 'worktrees', name, 'gitdir'))?.trim();
    if (gitFile !== undefined && basename(gitFile) === '.git') tops.add(dirname(gitFile));
  }
  return [...tops];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
