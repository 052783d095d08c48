import { join } from 'node:path';
import type { Watched } from '../../site/serve/watch-folders.ts';
import type { Project } from '../../store/project.ts';
import { spoolDir } from '../../store/spool.ts';
import { JOURNALS } from '../../telemetry/journal-name.ts';

/** What a change on the disk means: the site, how it is made, or what sessions in progress have called. */
export type Means = 'site' | 'settings' | 'live';

/** Where a site that is served may change from. */
export function watchedPlaces({ root, repo, local, layout }: Project): Watched[] {
  const records = Object.values(layout.dirs).map((dir) => join(root, ...dir.split('/')));
  return [
    ...records.map((folder) => place('site', folder)),
    place('settings', join(root, '.canon')),
    // Commits are history, and history is on the pages.
    { ...place('site', repo.gitDir), deep: false, names: ['HEAD'] },
    { ...place('site', repo.commonDir), deep: false, names: ['packed-refs'] },
    place('site', join(repo.commonDir, 'refs')),
    ...(repo.filesRefs ? [] : [place('site', join(repo.commonDir, 'reftable'))]),
    { ...place('live', spoolDir({ local })), deep: false },
    place('live', join(local, JOURNALS)),
    place('live', join(local, 'claims')),
  ];
}

const place = (means: Means, folder: string): Watched => ({ means, folder, deep: true });
