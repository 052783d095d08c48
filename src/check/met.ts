import { metRecords } from '../store/met-records.ts';
import type { Project } from '../store/project.ts';
import type { Sight } from './rule.ts';

/** Where two records have met, by the index of git: asked when a file has conflict markers, and once. */
export function metIn(project: Pick<Project, 'repo' | 'prefix' | 'layout'>): NonNullable<Sight['met']> {
  let asked: Promise<ReadonlySet<string>> | undefined;
  return async (path) => {
    asked ??= metRecords(project).then((found) => new Set(found.map((one) => one.path)));
    return (await asked).has(path);
  };
}
