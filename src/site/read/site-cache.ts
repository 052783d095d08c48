import type { Project } from '../../store/project.ts';
import { nameHash } from '../../text/name-hash.ts';

/** Where something is kept for the site of one project in one work tree of the clone, in local state. */
export const siteCache = (
  what: string,
  { worktreeKey, prefix }: Pick<Project, 'worktreeKey' | 'prefix'>,
): [string, string] => ['cache', `site-${what}-${nameHash(`${worktreeKey}\0${prefix}`)}.json`];
