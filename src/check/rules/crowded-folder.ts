import type { RepositoryRule } from '../rule.ts';

/** More than so many files in one folder are more than GitHub lists, and slow to open in editors. */
export const MOST_IN_FOLDER = 2000;

/** Records that no browser of the repository shows any more. */
export const crowdedFolder: RepositoryRule = {
  name: 'crowded-folder',
  severity: 'info',
  checkAll: (_rows, _derived, { folders }) =>
    [...folders]
      .filter(([, count]) => count > MOST_IN_FOLDER)
      .map(([path, count]) => ({ path, args: { count, most: MOST_IN_FOLDER } })),
};
