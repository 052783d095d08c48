import { commitRendered, type Rendered } from './commit-rendered.ts';
import { obstacles } from './obstacles.ts';
import { mirrorOf } from './mirror.ts';
import { CanonError } from '../../fault/error.ts';
import { readHead } from '../../git/head.ts';
import { operationInProgress } from '../../git/operation.ts';
import { derivedState } from '../../store/derived.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { buildSite } from '../build/build-site.ts';

export type { Rendered } from './commit-rendered.ts';

const TRIES = 3;

/**
 * Renders the committed output (`site.out`) anew from the records and the history of HEAD, and commits it. On the
 * default branch alone; nothing where it is not committed at all, or where it says what it would say again.
 * @param assets the folder of the site's style and scripts
 * @throws E_SITE_EDITED, E_SITE_FOLDER where files in the folder are not canon's; E_SITE_RENDER
 */
export async function renderCommitted(
  project: Project,
  world: World,
  assets: string,
): Promise<Rendered | undefined> {
  const folder = project.layout.rendered;
  if (folder === undefined) return undefined;
  const state = await derivedState(project);
  if (!state.due || state.branch === null || state.branch !== state.defaultBranch) return undefined;
  if ((await operationInProgress(project.repo)) !== undefined) return undefined;
  if (await isIgnored(project, folder)) return undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { oid, branch } = await readHead(project.repo);
    if (oid === null || branch !== state.branch) return undefined;
    const mirror = await mirrorOf(project, oid);
    // Not yet committed that there is to be one, or where.
    if (mirror.project.layout.rendered !== folder) return undefined;
    await buildSite(mirror.project, mirror.out, assets);
    await obstacles(project, folder, oid);
    const came = await commitRendered(project, world, { folder, out: mirror.out, head: oid, branch });
    // Somebody has committed meanwhile: there is more to be shown.
    if (came !== 'moved') return came;
  }
  throw new CanonError('E_SITE_RENDER', { data: { why: 'moving', detail: '' } });
}

async function isIgnored({ repo, prefix }: Project, folder: string): Promise<boolean> {
  // With `./` a path can have no magic; this is the one command that refuses literal pathspecs.
  const { code } = await repo.git.run(['check-ignore', '-q', '--', `./${prefix}${folder}/index.html`], {
    ok: [0, 1],
    env: { GIT_LITERAL_PATHSPECS: '0' },
  });
  return code === 0;
}
