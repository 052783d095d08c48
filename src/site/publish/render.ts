import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { commitRendered, type Rendered } from './commit-rendered.ts';
import { obstacles } from './obstacles.ts';
import { clearMirror, mirrorOf } from './mirror.ts';
import { CanonError } from '../../fault/error.ts';
import { readHead } from '../../git/head.ts';
import { operationInProgress } from '../../git/operation.ts';
import { derivedState } from '../../store/derived.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { type BuiltSite, buildSite } from '../build/build-site.ts';

export type { Rendered } from './commit-rendered.ts';

const TRIES = 3;
/** Another handoff of this work tree may be rendering, a large site for the first time. */
const PATIENCE = 600_000;

/** What came of rendering. */
export interface Rendering {
  readonly built: BuiltSite;
  /** Undefined where it says what it would say again. */
  readonly rendered: Rendered | undefined;
}

/**
 * Renders the committed output (`site.out`) anew from the records and the history of HEAD, and commits it. On the
 * default branch alone; undefined where it is not committed at all.
 * @param assets the folder of the site's style and scripts
 * @throws E_SITE_EDITED, E_SITE_FOLDER where files in the folder are not canon's; E_SITE_RENDER
 */
export async function renderCommitted(
  project: Project,
  world: World,
  assets: string,
): Promise<Rendering | undefined> {
  const folder = project.layout.rendered;
  if (folder === undefined) return undefined;
  const state = await derivedState(project);
  if (!state.due || state.branch === null || state.branch !== state.defaultBranch) return undefined;
  if ((await operationInProgress(project.repo)) !== undefined) return undefined;
  checkWay(project.root, folder);
  if (await isIgnored(project, folder)) return undefined;
  const rendering = (): Promise<Rendering | undefined> =>
    renderHead(project, world, { folder, assets, branch: state.branch });
  return await withLock(project, `rendered-${project.worktreeKey}`, rendering, { timeout: PATIENCE });
}

async function renderHead(
  project: Project,
  world: World,
  { folder, assets, branch }: { folder: string; assets: string; branch: string | null },
): Promise<Rendering | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const head = await readHead(project.repo);
    if (head.oid === null || head.branch === null || head.branch !== branch) return undefined;
    const made = await buildMirror(project, head.oid, assets);
    // Not yet committed that there is to be one, or where.
    if (made?.folder !== folder) return undefined;
    const { built } = made;
    await obstacles(project, { folder, head: head.oid, out: built.out });
    const rendered = await commitRendered(project, world, {
      folder,
      out: built.out,
      head: head.oid,
      branch: head.branch,
    });
    // Somebody has committed meanwhile: there is more to be shown.
    if (rendered !== 'moved') return { built, rendered };
  }
  throw new CanonError('E_SITE_RENDER', { data: { why: 'moving', detail: '' } });
}

interface Made {
  readonly folder: string | undefined;
  readonly built: BuiltSite;
}

/** The site of a commit. What a killed run, a copy or somebody has left in another state is made from nothing. */
async function buildMirror(project: Project, commit: string, assets: string): Promise<Made> {
  const make = async (): Promise<Made> => {
    const { project: mirror, out } = await mirrorOf(project, commit);
    return { folder: mirror.layout.rendered, built: await buildSite(mirror, out, assets) };
  };
  try {
    return await make();
  } catch (error) {
    if (error instanceof CanonError && isOfRecords(error.code)) throw error;
    clearMirror(project);
    return await make();
  }
}

/** What would be wrong again. */
const isOfRecords = (code: string): boolean => code.split('_')[1] === 'CONFIG' || code === 'E_SITE_NAMES';

/** @throws E_SITE_FOLDER where a link stands in place of the folder, or of one on the way to it */
function checkWay(root: string, folder: string): void {
  let at = root;
  for (const part of folder.split('/')) {
    at = join(at, part);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new CanonError('E_SITE_FOLDER', { data: { out: folder, files: [], why: 'link' } });
  }
}

async function isIgnored({ repo, prefix }: Project, folder: string): Promise<boolean> {
  // With `./` a path can have no magic; this is the one command that refuses literal pathspecs.
  const { code } = await repo.git.run(['check-ignore', '-q', '--', `./${prefix}${folder}/index.html`], {
    ok: [0, 1],
    env: { GIT_LITERAL_PATHSPECS: '0' },
  });
  return code === 0;
}
