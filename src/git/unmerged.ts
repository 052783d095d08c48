import type { Repo } from './discover.ts';

/** One side of a path that a merge could not unite. */
export interface Stage {
  readonly mode: string;
  readonly oid: string;
}

/** A path that is in conflict in the index: what both sides began with, ours and theirs, as far as each has it. */
export interface Unmerged {
  /** From the top of the work tree. */
  readonly path: string;
  readonly base: Stage | undefined;
  readonly ours: Stage | undefined;
  readonly theirs: Stage | undefined;
}

/** The paths that are in conflict in the index. */
export async function unmergedPaths(repo: Repo): Promise<Unmerged[]> {
  const out = await repo.git.bytes(['ls-files', '--unmerged', '-z']);
  const found = new Map<string, (Stage | undefined)[]>();
  for (const line of out.toString('utf8').split('\0')) {
    const [, mode = '', oid = '', stage = '', path = ''] =
      /^(\d+) ([0-9a-f]+) ([1-3])\t([^]*)$/.exec(line) ?? [];
    if (path === '') continue;
    const stages = found.get(path) ?? [];
    stages[Number(stage)] = { mode, oid };
    found.set(path, stages);
  }
  return [...found].map(([path, [, base, ours, theirs]]) => ({ path, base, ours, theirs }));
}
