import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';
import { openObjects, type Objects } from './objects.ts';
import { listRefs } from './refs.ts';
import { parseTree } from './tree.ts';

/**
 * Names of all files below the given folders on every local and remote-tracking branch and every work
 * tree's HEAD. A folder that is the same tree on many branches is read once, so a thousand branches
 * cost two processes and a thousand look-ups. `depth` is how many levels of sub-folders are entered.
 */
export async function namesOnRefs(repo: Repo, folders: readonly string[], depth = 2): Promise<Set<string>> {
  const names = new Set<string>();
  const commits = new Set((await Promise.all([tips(repo), workTreeHeads(repo)])).flat());
  const trees = await treesAt(repo, [...commits], folders);
  if (trees.size === 0) return names;
  const objects = openObjects(repo);
  try {
    await collect(objects, trees, depth, names);
  } finally {
    objects.close();
  }
  return names;
}

/** Which of the candidate paths exist on any local or remote-tracking branch, or at a work tree's HEAD. */
export async function pathsOnRefs(repo: Repo, candidates: readonly string[]): Promise<Set<string>> {
  const commits = [...new Set((await Promise.all([tips(repo), workTreeHeads(repo)])).flat())];
  const asked = commits.flatMap((commit) => candidates.map((path) => ({ path, spec: `${commit}:${path}` })));
  const answers = await check(
    repo,
    asked.map(({ spec }) => spec),
  );
  return new Set(asked.filter((_, at) => answers[at] !== undefined).map(({ path }) => path));
}

async function tips(repo: Repo): Promise<string[]> {
  return (await listRefs(repo)).map(({ oid }) => oid);
}

// A detached HEAD of another work tree is on no branch.
async function workTreeHeads(repo: Repo): Promise<string[]> {
  const linked = await readdir(join(repo.commonDir, 'worktrees')).catch(() => []);
  const files = [repo.commonDir, ...linked.map((name) => join(repo.commonDir, 'worktrees', name))];
  const heads = await Promise.all(files.map((dir) => readFile(join(dir, 'HEAD'), 'utf8').catch(() => '')));
  return heads.map((text) => text.trim()).filter((text) => /^[0-9a-f]{40,64}$/.test(text));
}

async function treesAt(
  repo: Repo,
  commits: readonly string[],
  folders: readonly string[],
): Promise<Set<string>> {
  const specs = commits.flatMap((commit) =>
    folders.map((folder) => `${commit}:${folder.replace(/\/+$/, '')}`),
  );
  const answers = await check(repo, specs);
  return new Set(answers.flatMap((found) => (found?.type === 'tree' ? [found.oid] : [])));
}

/** `cat-file --batch-check` over many revisions. */
async function check(
  repo: Repo,
  specs: readonly string[],
): Promise<({ oid: string; type: string } | undefined)[]> {
  // A revision with a line break cannot be asked this way; it would shift every later answer.
  const askable = specs.filter((spec) => !/[\n\0]/.test(spec));
  if (askable.length === 0) return specs.map(() => undefined);
  const input = askable.map((spec) => `${spec}\n`).join('');
  const { stdout } = await repo.git.run(
    ['cat-file', '--batch-check=%(objectname) %(objecttype)', '--buffer'],
    {
      input,
    },
  );
  const lines = stdout.split('\n');
  let next = 0;
  return specs.map((spec) => {
    if (/[\n\0]/.test(spec)) return undefined;
    const found = /^([0-9a-f]{40,64}) (blob|tree|commit|tag)$/.exec(lines[next++] ?? '');
    return found ? { oid: found[1] ?? '', type: found[2] ?? '' } : undefined;
  });
}

async function collect(
  objects: Objects,
  trees: ReadonlySet<string>,
  depth: number,
  names: Set<string>,
): Promise<void> {
  const below = new Set<string>();
  await Promise.all(
    [...trees].map(async (oid) => {
      const tree = await objects.get(oid);
      if (tree?.type !== 'tree') return;
      for (const entry of parseTree(tree.bytes, oid.length / 2)) {
        if (entry.mode === '40000') below.add(entry.oid);
        else names.add(entry.name);
      }
    }),
  );
  const unseen = new Set([...below].filter((oid) => !trees.has(oid)));
  if (depth > 0 && unseen.size > 0) await collect(objects, unseen, depth - 1, names);
}
