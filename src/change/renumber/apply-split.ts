import { join } from 'node:path';
import { type IndexChange, refreshEntries, updateIndex } from '../../git/index-file.ts';
import { objectId } from '../../git/object-id.ts';
import { writeObjects } from '../../git/write-objects.ts';
import { withLock } from '../../store/lock.ts';
import { lockName } from '../commit-plan.ts';
import { type ChangeProject, gitPath } from '../project.ts';
import { putText } from '../write-only.ts';
import type { SplitPlan } from './split.ts';

/**
 * Writes the files of a split and stages them; the commit is for whoever is in the middle of the merge. The index is
 * changed last, and all at once: until then the conflict is in it as it was, with both records.
 * @throws E_CHANGE_EXISTS, E_CHANGE_PATH, and E_GIT_FAILED where git has the index
 */
export function applySplit(project: ChangeProject, { files }: SplitPlan): Promise<void> {
  return withLock(project, lockName(project), async () => {
    const { repo } = project;
    const staged = files.flatMap(({ path, index }) => {
      if (index === undefined) return [];
      const object = { type: 'blob', bytes: Buffer.from(index.text) } as const;
      const oid = objectId(repo.objectFormat, object);
      return [{ object, change: { path: gitPath(project, path), mode: index.mode, oid } }];
    });
    await writeObjects(
      repo,
      staged.map(({ object }) => object),
    );
    for (const { path, before, text } of files) {
      if (before !== text) await putText(project, path, before, text);
    }
    const own = join(repo.gitDir, 'index');
    const changes: IndexChange[] = staged.map(({ change }) => change);
    await updateIndex(repo, own, changes);
    await refreshEntries(
      repo,
      own,
      changes.map(({ path }) => path),
    );
  });
}
