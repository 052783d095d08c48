import { readBlobs } from '../git/objects.ts';
import { mergeBase } from '../git/refs.ts';
import type { Status } from '../git/status.ts';
import { diffTrees } from '../git/tree.ts';
import type { Project } from '../store/project.ts';
import { compareNewest } from '../work/order.ts';
import { toRowFully } from '../work/to-row.ts';
import type { Row } from '../work/row.ts';

/** More are counted, but not read. */
const MOST = 200;

/**
 * Sessions that the branch's upstream has got since the two parted and this work tree has not: somebody
 * went on elsewhere, and a resume prompt here may be out of date. As last fetched; no network.
 */
export async function sessionsElsewhere(
  project: Project,
  status: Status,
  here: { has(id: string): boolean },
): Promise<{ rows: Row[]; total: number }> {
  const none = { rows: [], total: 0 };
  if (status.head === null || status.upstream === null || !status.behind) return none;
  const { repo, layout, prefix } = project;
  const base = (await mergeBase(repo, status.head, '@{upstream}')) ?? status.head;
  const dir = prefix + layout.dirOf('session');
  const added = (await diffTrees(repo, base, '@{upstream}', [dir]))
    .filter((change) => change.status === 'A' && change.newMode.startsWith('100'))
    .map(({ path, newOid }) => ({ path: path.slice(prefix.length), oid: newOid }))
    .filter(({ path }) => layout.kindOfPath(path) === 'session' && !here.has(idOf(path)))
    .sort((a, b) => (dateOf(b.path) < dateOf(a.path) ? -1 : 1));
  const blobs = await readBlobs(
    repo,
    added.slice(0, MOST).map(({ oid }) => oid),
  );
  const rows: Row[] = [];
  for (const [at, bytes] of blobs.entries()) {
    const path = added[at]?.path;
    if (bytes === undefined || path === undefined) continue;
    const row = await toRowFully(path, 'session', bytes.toString('utf8'));
    if (row.stub !== true) rows.push(row);
  }
  return { rows: rows.sort(compareNewest), total: rows.length + Math.max(0, added.length - MOST) };
}

const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
const dateOf = (path: string): string => /-(\d{6})-\d{2,3}$/.exec(idOf(path))?.[1] ?? '';
