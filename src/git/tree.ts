import type { Repo } from './discover.ts';
import { entryStarts, searchEntry } from './tree-search.ts';
import type { Objects } from './objects.ts';

/** One line of a tree: mode as git writes it (`100644`, `40000`), name in bytes as latin1-safe UTF-8 text. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

/** A path of a commit. */
export interface TreeFile {
  readonly path: string;
  readonly mode: string;
  readonly oid: string;
}

/** Reads a tree object (gitformat: `<mode> <name>\0<raw oid>` repeated). */
export function parseTree(bytes: Buffer, oidBytes: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, blank);
    entries.push({
      mode: bytes.toString('latin1', at, blank),
      name: bytes.toString('utf8', blank + 1, end),
      oid: bytes.toString('hex', end + 1, end + 1 + oidBytes),
    });
    at = end + 1 + oidBytes;
  }
  return entries;
}

/** The entry of one name, without reading the others apart; undefined where there is none. */
export function findEntry(bytes: Buffer, name: string, oidBytes: number): TreeEntry | undefined {
  const starts = entryStarts(bytes, oidBytes);
  // The name may stand there as a file or as a folder: two places in the order.
  for (const suffix of ['', '/']) {
    const { at, exact } = searchEntry(bytes, starts, Buffer.from(name + suffix, 'utf8'));
    if (!exact) continue;
    const start = starts[at] ?? 0;
    const end = bytes.indexOf(0, start);
    return {
      mode: bytes.toString('latin1', start, bytes.indexOf(32, start)),
      name,
      oid: bytes.toString('hex', end + 1, end + 1 + oidBytes),
    };
  }
  return undefined;
}

/** What stands at a path of a tree, followed folder by folder; any path works, line breaks too. */
export async function entryAt(
  objects: Objects,
  treeOid: string,
  path: string,
): Promise<TreeEntry | undefined> {
  let entry: TreeEntry | undefined = { mode: '40000', name: '', oid: treeOid };
  for (const name of path.split('/').filter(Boolean)) {
    if (entry.mode !== '40000') return undefined;
    const tree = await objects.get(entry.oid);
    if (tree?.type !== 'tree') return undefined;
    entry = findEntry(tree.bytes, name, tree.oid.length / 2);
    if (!entry) return undefined;
  }
  return entry;
}

/** Every file below the given paths (all without any) of a commit or tree. */
export async function listTree(repo: Repo, rev: string, paths: readonly string[] = []): Promise<TreeFile[]> {
  const out = await repo.git.bytes(['ls-tree', '-r', '-z', '--full-tree', rev, '--', ...paths]);
  const files: TreeFile[] = [];
  for (const line of out.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    // `100644 blob <oid>`, by position: there may be twenty thousand of them.
    const oid = line.slice(line.lastIndexOf(' ', tab) + 1, tab);
    files.push({ path: line.slice(tab + 1), mode: line.slice(0, line.indexOf(' ')), oid });
  }
  return files;
}

/** A path that differs between two trees; an oid of zeros and mode 000000 where it is absent. */
export interface TreeChange {
  readonly path: string;
  /** A, M, D, T. */
  readonly status: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: string;
  readonly newOid: string;
}

/** What differs between two trees or commits, renames as deletion and addition. */
export async function diffTrees(
  repo: Repo,
  from: string,
  to: string,
  paths: readonly string[] = [],
): Promise<TreeChange[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', from, to, '--', ...paths];
  return parseRaw((await repo.git.bytes(args)).toString('utf8').split('\0'));
}

function parseRaw(tokens: readonly string[]): TreeChange[] {
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 2) {
    const change = rawChange(tokens[at] ?? '', tokens[at + 1] ?? '');
    if (change) changes.push(change);
  }
  return changes;
}

/** One `:100644 100644 <oid> <oid> M` of git's raw diff format with its path. */
export function rawChange(meta: string, path: string): TreeChange | undefined {
  const found = /^\n?:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(meta);
  if (!found) return undefined;
  const [, oldMode = '', newMode = '', oldOid = '', newOid = '', state = ''] = found;
  return { path, status: state, oldMode, newMode, oldOid, newOid };
}

/**
 * What each of some commits has that `base` has not, or has otherwise, below the given paths; what only `base` has is
 * left out. One process for all of them; a folder that is the same tree in both is not looked into. A commit that
 * this clone does not have says nothing.
 */
export async function diffTips(
  repo: Repo,
  base: string,
  tips: readonly string[],
  paths: readonly string[],
): Promise<Map<string, TreeChange[]>> {
  const found = new Map<string, TreeChange[]>();
  if (tips.length === 0) return found;
  const how = ['--stdin', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--diff-filter=AMT'];
  // Two commits of a line are taken for a commit and its parent.
  const input = tips.map((tip) => `${tip} ${base}\n`).join('');
  const out = await repo.git.bytes(['diff-tree', ...how, '--', ...paths], { input });
  const tokens = out.toString('utf8').split('\0');
  let own: TreeChange[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (/^[0-9a-f]{40,64}$/.test(token)) {
      own = [];
      found.set(token, own);
      continue;
    }
    at += 1;
    const change = rawChange(token, tokens[at] ?? '');
    if (change) own.push(change);
  }
  return found;
}
