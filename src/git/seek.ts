import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';
import { openObjects, type Objects, remembering } from './objects.ts';
import { refTips } from './refs.ts';
import { entryAt, parseTree } from './tree.ts';

/**
 * Names of the files below the given folders, on every local and remote-tracking branch and every work
 * tree's HEAD, that begin with `prefix`. A folder that is the same tree on many branches is read once, so a
 * thousand branches cost one process and a thousand look-ups. `depth` is how many levels of sub-folders are
 * entered. `shared` is a git that is asked anyway, and stays open.
 */
export async function namesOnRefs(
  repo: Repo,
  folders: readonly string[],
  depth = 2,
  prefix = '',
  shared?: Objects,
): Promise<Set<string>> {
  const names = new Set<string>();
  const commits = new Set((await Promise.all([refTips(repo), workTreeHeads(repo)])).flat());
  if (commits.size === 0) return names;
  const objects = shared ?? remembering(openObjects(repo));
  try {
    const trees = await Promise.all([...commits].map((commit) => foldersAt(objects, commit, folders)));
    await collect(objects, new Set(trees.flat()), depth, prefix, names);
  } finally {
    if (!shared) objects.close();
  }
  return names;
}

/** The trees of some folders in a commit. */
async function foldersAt(objects: Objects, commit: string, folders: readonly string[]): Promise<string[]> {
  const found = await objects.get(commit);
  const root =
    found?.type === 'commit' ? /^tree ([0-9a-f]+)/.exec(found.bytes.toString('latin1', 0, 80)) : null;
  const tree = root?.[1];
  if (tree === undefined) return [];
  const entries = await Promise.all(folders.map((folder) => entryAt(objects, tree, folder)));
  return entries.flatMap((entry) => (entry?.mode === '40000' ? [entry.oid] : []));
}

/** Which of the candidate paths exist on any local or remote-tracking branch, or at a work tree's HEAD. */
export const pathsOnRefs = async (repo: Repo, candidates: readonly string[]): Promise<Set<string>> =>
  new Set((await blobsOnRefs(repo, candidates)).keys());

/** What stands at these paths there: for each that exists the objects, each once. */
export async function blobsOnRefs(repo: Repo, candidates: readonly string[]): Promise<Map<string, string[]>> {
  const commits = [...new Set((await Promise.all([refTips(repo), workTreeHeads(repo)])).flat())];
  const asked = commits.flatMap((commit) => candidates.map((path) => ({ path, spec: `${commit}:${path}` })));
  const answers = await check(
    repo,
    asked.map(({ spec }) => spec),
  );
  const found = new Map<string, string[]>();
  for (const [at, { path }] of asked.entries()) {
    const oid = answers[at]?.oid;
    const own = found.get(path) ?? [];
    if (oid !== undefined && !own.includes(oid)) found.set(path, [...own, oid]);
  }
  return found;
}

// A detached HEAD of another work tree is on no branch.
async function workTreeHeads(repo: Repo): Promise<string[]> {
  const linked = await readdir(join(repo.commonDir, 'worktrees')).catch(() => []);
  const files = [repo.commonDir, ...linked.map((name) => join(repo.commonDir, 'worktrees', name))];
  const heads = await Promise.all(files.map((dir) => readFile(join(dir, 'HEAD'), 'utf8').catch(() => '')));
  return heads.map((text) => text.trim()).filter((text) => /^[0-9a-f]{40,64}$/.test(text));
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
  prefix: string,
  names: Set<string>,
): Promise<void> {
  const below = new Set<string>();
  await Promise.all(
    [...trees].map(async (oid) => {
      const tree = await objects.get(oid);
      if (tree?.type === 'tree') readNames(tree.bytes, oid.length / 2, prefix, names, below);
    }),
  );
  const unseen = new Set([...below].filter((oid) => !trees.has(oid)));
  if (depth > 0 && unseen.size > 0) await collect(objects, unseen, depth - 1, prefix, names);
}

// Of twenty thousand names a handful is asked for: they are searched for in the whole tree as one text
// (Latin-1, so that a byte is a letter), and nothing else is looked at. What looks like an entry inside an
// object's id is none: no name canon asks for, no object that there is.
function readNames(
  bytes: Buffer,
  oidBytes: number,
  prefix: string,
  names: Set<string>,
  below: Set<string>,
): void {
  if (prefix === '') {
    for (const { mode, name, oid } of parseTree(bytes, oidBytes)) {
      if (mode === '40000') below.add(oid);
      else names.add(name);
    }
    return;
  }
  const text = bytes.toString('latin1');
  const wanted = ` ${Buffer.from(prefix, 'utf8').toString('latin1')}`;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    names.add(bytes.toString('utf8', at + 1, text.indexOf('\0', at)));
  }
  for (let at = text.indexOf('40000 '); at !== -1; at = text.indexOf('40000 ', at + 1)) {
    const end = text.indexOf('\0', at) + 1;
    below.add(bytes.toString('hex', end, end + oidBytes));
  }
}
