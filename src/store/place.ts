import type { Repo } from '../git/discover.ts';
import { KINDS } from '../record/kinds.ts';
import type { Project } from './project.ts';

/** As much of a project as it takes to find and read its records. */
export type Place = Pick<Project, 'root' | 'top' | 'prefix' | 'layout' | 'local' | 'worktreeKey'> & {
  readonly repo: Repo;
};

/** The folders of records as git names them: from the top of the work tree. */
export const recordDirs = ({ prefix, layout }: Pick<Place, 'prefix' | 'layout'>): string[] =>
  KINDS.map((kind) => prefix + layout.dirOf(kind));
