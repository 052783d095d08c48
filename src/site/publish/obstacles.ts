import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { listTree } from '../../git/tree.ts';
import type { Project } from '../../store/project.ts';
import { nameHash } from '../../text/name-hash.ts';
import { LET_BE, LIST, listedIn } from '../build/out-folder.ts';
import { readManifest } from '../build/manifest.ts';
import { stampOf } from '../build/write-site.ts';

const MOST = 3;

/**
 * Makes sure that a rendering would overwrite nobody's work: no file of the folder that canon did not write is
 * committed, and none is edited, staged or new. What `canon site build` has put there counts as canon's, and gives way.
 * @param folder from the project's root
 * @throws E_SITE_FOLDER, E_SITE_EDITED
 */
export async function obstacles(project: Project, folder: string, head: string): Promise<void> {
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
  const dirty = (await dirtyIn(project, place)).filter(
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

async function dirtyIn({ repo }: Project, place: string): Promise<string[]> {
  const { stdout } = await repo.git.run([
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--',
    place,
  ]);
  return stdout
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3 + place.length));
}
