import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { listTree } from '../../git/tree.ts';
import type { Project } from '../../store/project.ts';
import { nameHash } from '../../text/name-hash.ts';
import { LET_BE, LIST, listedFiles, listedIn } from '../build/out-folder.ts';
import { readManifest } from '../build/manifest.ts';
import { stampOf } from '../build/write-site.ts';

const MOST = 3;

/**
 * Makes sure that a rendering would overwrite nobody's work: no file of the folder that canon did not write is
 * committed, and none is edited, staged or new; nor one that git ignores where a page is to be. What `canon site build`
 * has put there counts as canon's, and gives way.
 * @param folder from the project's root
 * @param rendering where it was built
 * @throws E_SITE_FOLDER, E_SITE_EDITED
 */
export async function obstacles(
  project: Project,
  { folder, head, out: rendering }: { readonly folder: string; readonly head: string; readonly out: string },
): Promise<void> {
  const { repo, root, prefix } = project;
  const place = `${prefix}${folder}/`;
  const out = join(root, folder);
  const there = (await listTree(repo, head, [place])).map(({ path }) => path.slice(place.length));
  const listed = await listedIn(repo, head, place);
  const foreign = there.filter((name) => !listed.has(name) && !LET_BE.has(name));
  if (foreign.length > 0)
    throw new CanonError('E_SITE_FOLDER', {
      data: { out: folder, files: foreign.slice(0, MOST), link: false },
    });
  const built = readManifest(project, nameHash(out)).files;
  // What hosts and people want in such a folder stays as they have it.
  const pages = listedFiles(rendering);
  const dirty = (await dirtyIn(project, place, pages)).filter(
    (name) => name === LIST || built.has(name) || !LET_BE.has(name),
  );
  if (dirty.length === 0) return;
  const isBuilt = (name: string): boolean => built.get(name)?.stamp === stampOf(out, name);
  const edited = dirty.filter((name) => name !== LIST && !isBuilt(name));
  if (edited.length > 0)
    throw new CanonError('E_SITE_EDITED', { data: { out: folder, files: edited.slice(0, MOST) } });
  const committed = new Set(there);
  const input = (names: readonly string[]): string => names.map((name) => `${place}${name}\0`).join('');
  const fresh = dirty.filter((name) => !committed.has(name));
  const from = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  if (fresh.length > 0) {
    await repo.git.run(['rm', '-q', '--cached', '-f', '--ignore-unmatch', ...from], {
      input: input(fresh),
    });
    for (const name of fresh) rmSync(join(out, name), { force: true });
  }
  const changed = dirty.filter((name) => committed.has(name));
  if (changed.length > 0) await repo.git.run(['checkout', '-q', head, ...from], { input: input(changed) });
}

/** What git sees there, and of what it ignores that which stands in the way of `pages`. */
async function dirtyIn({ repo, top }: Project, place: string, pages: ReadonlySet<string>): Promise<string[]> {
  const { stdout } = await repo.git.run([
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--ignored=traditional',
    '--',
    place,
  ]);
  const isThere = (page: string): boolean => lstatSync(join(top, place, page), LOOK) !== undefined;
  return stdout
    .split('\0')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const name = line.slice(3 + place.length);
      if (!line.startsWith('!!')) return [name];
      // A folder that is ignored is told as one, with a slash at its end.
      if (name.endsWith('/')) return [...pages].filter((page) => page.startsWith(name) && isThere(page));
      const isInTheWay = pages.has(name) || [...pages].some((page) => page.startsWith(`${name}/`));
      return isInTheWay ? [name] : [];
    });
}

const LOOK = { throwIfNoEntry: false } as const;
