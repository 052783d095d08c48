import { createdHashes } from '../change/created.ts';
import type { Kind } from '../record/kinds.ts';
import type { Project } from '../store/project.ts';
import type { RowSet } from '../store/row-set.ts';

/**
 * The workstream and plan that a session names, where canon made them and did not commit them: they go along with the
 * session, whole, if nobody has written in them since.
 */
export async function alongside(
  project: Project,
  rows: Pick<RowSet, 'at'>,
  { workstream, plan }: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const created = await createdHashes(project);
  if (Object.keys(created).length === 0) return [];
  const pathOf = (kind: Kind, id: unknown): string | undefined =>
    typeof id === 'string' && /^[^/\\\0]+$/.test(id) ? `${project.layout.dirOf(kind)}/${id}.md` : undefined;
  const stream = pathOf('workstream', workstream);
  const ofStream = stream === undefined ? undefined : rows.at(stream)?.plan;
  const paths = new Set([stream, pathOf('plan', plan), pathOf('plan', ofStream)]);
  return [...paths].filter((path) => path !== undefined && Object.hasOwn(created, path)) as string[];
}
