import { readBlobs } from '../git/objects.ts';
import { type Stage, unmergedPaths } from '../git/unmerged.ts';
import { cameFromTwo, isOfLaterSource } from '../work/merge/unite-imported.ts';
import type { Row } from '../work/row.ts';
import { areDifferent, isYounger } from '../work/same-record.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import type { Project } from './project.ts';

/** One of two records that a merge has brought to one path. */
export interface MetRecord extends Stage {
  readonly side: 'ours' | 'theirs';
  readonly row: Row;
  readonly text: string;
}

/** Two different records under one id, in one file: each side of a merge has made its own. */
export interface MetRecords {
  /** Relative to the project's root. */
  readonly path: string;
  readonly older: MetRecord;
  readonly younger: MetRecord;
}

/** The files in which a merge that is under way has brought two records of one id together. */
export async function metRecords(
  project: Pick<Project, 'repo' | 'prefix' | 'layout'>,
): Promise<MetRecords[]> {
  const { repo, prefix, layout } = project;
  const pairs = (await unmergedPaths(repo)).flatMap(({ path, base, ours, theirs }) => {
    const own = path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
    const kind = own === undefined ? undefined : layout.kindOfPath(own);
    // What both sides had before is one record, whatever each of them made of it.
    if (own === undefined || kind === undefined || base || !ours || !theirs) return [];
    return [{ path: own, kind, ours, theirs }];
  });
  const blobs = await readBlobs(
    repo,
    pairs.flatMap(({ ours, theirs }) => [ours.oid, theirs.oid]),
  );
  const found: MetRecords[] = [];
  for (const [at, { path, kind, ours, theirs }] of pairs.entries()) {
    const recordOf = async (side: 'ours' | 'theirs', stage: Stage): Promise<MetRecord> => {
      const text = blobs[at * 2 + (side === 'ours' ? 0 : 1)]?.toString('utf8') ?? '';
      return { ...stage, side, text, row: toRow(path, kind, text) ?? (await toRowFully(path, kind, text)) };
    };
    const [a, b] = [await recordOf('ours', ours), await recordOf('theirs', theirs)];
    if (!areDifferent(a.row, b.row) && !cameFromTwo(a.text, b.text)) continue;
    const isLater = isYounger(b.row, a.row) || (!isYounger(a.row, b.row) && isOfLaterSource(b.text, a.text));
    found.push(isLater ? { path, older: a, younger: b } : { path, older: b, younger: a });
  }
  return found;
}
