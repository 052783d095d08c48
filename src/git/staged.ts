import type { Repo } from './discover.ts';

/** A path that differs, with what is on its two sides; an oid is null where there is nothing. */
export interface RawChange {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Mode of what it becomes: `120000` is a symbolic link. */
  readonly mode: string;
}

/** What the index has and HEAD has not, or has otherwise; before the first commit, all of the index. */
export const stagedChanges = (repo: Repo): Promise<RawChange[]> =>
  changes(repo, ['diff', '--cached', '--no-ext-diff', '--no-renames', '--raw', '--no-abbrev', '-z']);

/** What the work tree has otherwise than the index. `from` is the index's. */
export const unstagedChanges = (repo: Repo, paths: readonly string[]): Promise<RawChange[]> =>
  changes(repo, ['diff-files', '--no-renames', '--raw', '--no-abbrev', '-z', '--', ...paths]);

async function changes(repo: Repo, args: readonly string[]): Promise<RawChange[]> {
  const { stdout } = await repo.git.run(args);
  const found: RawChange[] = [];
  const parts = stdout.split('\0');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, , mode = '', from = '', to = ''] =
      /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]/.exec(parts[at] ?? '') ?? [];
    const oid = (one: string): string | null => (/^0*$/.test(one) ? null : one);
    if (mode !== '') found.push({ path: parts[at + 1] ?? '', from: oid(from), to: oid(to), mode });
  }
  return found;
}

/** Every path of the index, or those in some folders. */
export async function indexPaths(repo: Repo, folders: readonly string[] = []): Promise<string[]> {
  const { stdout } = await repo.git.run(['ls-files', '-z', '--', ...folders]);
  return stdout.split('\0').filter(Boolean);
}

/** Files of the index, in these folders, that hold one of these texts as they are. */
export async function indexFilesWith(
  repo: Repo,
  texts: readonly string[],
  folders: readonly string[],
): Promise<string[]> {
  const wanted = texts.filter((text) => text !== '' && !text.includes('\n'));
  if (wanted.length === 0) return [];
  const { stdout } = await repo.git.run(
    ['grep', '--cached', '-l', '-z', '-F', '-I', '--no-color', '-f', '-', '--', ...folders],
    { input: wanted.map((text) => `${text}\n`).join(''), ok: [0, 1] },
  );
  return stdout.split('\0').filter(Boolean);
}
