import { fileHistory } from '../git/file-history.ts';
import { readHead } from '../git/head.ts';
import type { Project } from '../store/project.ts';
import type { FileOrigin } from './reader.ts';

const TEXT = /\.(?:md|markdown|mdx|ya?ml)$/i;

/** A session may come with a note and a plan; whoever commits more at once has collected them. */
const FEW = 3;

/**
 * The commits that the files below some folders came with, by path from the project's root: where a file was renamed
 * within them, the one that it first came with. Empty where there is no commit.
 */
export async function originsBelow(
  { repo, prefix }: Pick<Project, 'repo' | 'prefix'>,
  under: readonly string[],
): Promise<ReadonlyMap<string, FileOrigin>> {
  const found = new Map<string, FileOrigin>();
  const head = await readHead(repo);
  if (head.oid === null) return found;
  const folders = under.length > 0 ? under.map((path) => prefix + path) : [prefix === '' ? '.' : prefix];
  // Newest first: what a file was called before is called as it is now from there on.
  const now = new Map<string, string>();
  for (const { author, email, at, files } of await fileHistory(repo, folders, head.oid)) {
    const inBulk = files.filter(({ what, path }) => what === 'added' && TEXT.test(path)).length > FEW;
    for (const { what, path, from } of files) {
      const name = now.get(path) ?? path;
      if (what === 'renamed' && from !== undefined) now.set(from, name);
      if (what !== 'added' || !name.startsWith(prefix)) continue;
      const own = name.slice(prefix.length);
      if (!found.has(own)) found.set(own, { author, email, at, inBulk });
    }
  }
  return found;
}
