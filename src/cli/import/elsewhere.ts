import { readBlobs } from '../../git/objects.ts';
import { refTips } from '../../git/refs.ts';
import type { SourceContents } from '../../import/item.ts';
import { parseReport } from '../../store/imports/parse-report.ts';
import { reportPath } from '../../store/imports/report.ts';
import type { Project } from '../../store/project.ts';

/** Branches that are asked, at most. */
const MOST_TIPS = 500;

/**
 * The records that other branches have made of the things of this source, by the thing's id: under the same ids here,
 * they are the same records when the branches meet. Sessions in place are called after their files anyway.
 */
export async function importedElsewhere(
  { repo, prefix }: Pick<Project, 'repo' | 'prefix'>,
  { source, name }: Pick<SourceContents, 'source' | 'name'>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (source !== 'handoffs' && source !== 'notion') return found;
  const path = reportPath(source, name);
  const tips = (await refTips(repo)).slice(0, MOST_TIPS);
  const texts = new Set(
    (
      await readBlobs(
        repo,
        tips.map((tip) => `${tip}:${prefix}${path}`),
      )
    ).flatMap((bytes) => (bytes ? [bytes.toString('utf8')] : [])),
  );
  for (const text of texts) {
    // What another branch has broken is for that branch to mend.
    const report = await parseReport(text, path).catch(() => undefined);
    if (report?.source !== source || report.name !== name) continue;
    for (const { id, record } of report.items) if (!found.has(id)) found.set(id, record);
  }
  return found;
}
