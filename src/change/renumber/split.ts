import { readHead } from '../../git/head.ts';
import { readIndex } from '../../git/index-file.ts';
import { openObjects, remembering } from '../../git/objects.ts';
import { type Operation, operationInProgress, otherSide } from '../../git/operation.ts';
import { status } from '../../git/status.ts';
import { CanonError } from '../../fault/error.ts';
import { isConflict, splitConflicts } from '../../record/conflict-markers.ts';
import type { MetRecords } from '../../store/met-records.ts';
import { recordDirs } from '../../store/place.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { type Renaming, withMentions } from '../../work/mentions.ts';
import type { Row } from '../../work/row.ts';
import { type ChangedLine, changedLines } from '../changed-lines.ts';
import { gitPath, projectPath, textOf } from '../project.ts';
import { mentionsOf, renumbered, type Whose } from './mentions.ts';
import type { LeftMention } from './plan.ts';

/** A file of a split, as it is to lie in the work tree and to stand in the index. */
export interface SplitFile {
  /** Relative to the project's root. */
  readonly path: string;
  /** The text before; null where there is none. */
  readonly before: string | null;
  readonly text: string;
  /** Undefined: its entry stays as it is, which is in conflict itself. */
  readonly index: { readonly mode: string; readonly text: string } | undefined;
}

/** Two records that met in one file, each in a file of its own. */
export interface SplitPlan {
  /** Where the younger one goes. */
  readonly path: string;
  readonly files: readonly SplitFile[];
  readonly lines: readonly ChangedLine[];
  readonly left: readonly LeftMention[];
  readonly operation: Operation | undefined;
  /** Other files that are in conflict, relative to the project's root. */
  readonly conflicts: readonly string[];
}

/**
 * What it takes to keep both of two records that a merge has brought to one path: the older one under the id, the
 * younger one as `to`, and what its own side says of it by that id.
 * @throws E_RENUMBER_EDITED where somebody has written in the conflict
 */
export async function planSplit(
  project: Project,
  rows: readonly Row[],
  { path: from, older, younger }: MetRecords,
  to: string,
): Promise<SplitPlan> {
  const { repo, prefix } = project;
  const { kind, id } = younger.row;
  const path = `${from.slice(0, from.lastIndexOf('/') + 1)}${to}.md`;
  const [seen, head, operation, work] = await Promise.all([
    status(repo, recordDirs(project), { untracked: 'all', aheadBehind: false }),
    readHead(repo),
    operationInProgress(repo),
    readRecord(project, from).catch(() => undefined),
  ]);
  if (!isAsLeft(work, [older.text, younger.text]))
    throw new CanonError('E_RENUMBER_EDITED', { path: from, data: { path: from } });
  const renaming: Renaming = { kind, from: id, to, path: from, prefix };
  const { named, after } = await renumbered(younger.text, younger.row, renaming);
  const there = await otherSide(repo, operation);
  const sideOf = (side: 'ours' | 'theirs'): string[] => {
    const commit = side === 'ours' ? head.oid : there;
    return commit ? [commit] : [];
  };
  const changed = new Set(seen.entries.map((entry) => projectPath(project, entry.path)));
  const untracked = new Set(seen.untracked.map((file) => projectPath(project, file)));
  // A run that was killed has written it already; or it was renumbered before, elsewhere, and is in hand there.
  const known = await readRecord(project, path).catch(() => undefined);
  const own = { path, before: known ?? null, text: after, index: { mode: younger.mode, text: after } };
  const files: SplitFile[] = [
    // First, so that there is no moment in which it is nowhere.
    ...(known === undefined || known === after ? [own] : []),
    { path: from, before: work ?? null, text: older.text, index: { mode: older.mode, text: older.text } },
  ];
  const left: LeftMention[] = [];
  const isOwn = files.length > 1;
  const lines = isOwn
    ? [...changedLines(path, younger.text, named), ...changedLines(path, named, after)]
    : [];
  const running = openObjects(repo);
  try {
    const objects = remembering(running);
    const sides = { theirs: sideOf(older.side), ours: sideOf(younger.side), onePath: true } as const;
    const whose: Whose = { project, objects, renaming, sides };
    for (const { path: file, kind: of } of rows) {
      if (file === from || file === path) continue;
      const found = await mentionsOf(whose, { path: file, kind: of, isOther: false }, changed.has(file));
      const more = untracked.has(file) ? found.lines : [];
      left.push(...found.unclear.map((line): LeftMention => ({ path: file, line, why: 'unclear' })));
      left.push(...more.map((line): LeftMention => ({ path: file, line, why: 'untracked' })));
      if (found.ours.length === 0 || untracked.has(file)) continue;
      const before = (await readRecord(project, file).catch(() => undefined)) ?? null;
      if (before === null) continue;
      const [entry] = await readIndex(repo, [gitPath(project, file)]);
      const object = entry?.stage === 0 ? await objects.get(entry.oid) : undefined;
      const staged = object?.type === 'blob' ? textOf(object.bytes) : undefined;
      const text = withMentions(before, found.ours);
      const index =
        entry === undefined || staged === undefined
          ? undefined
          : { mode: entry.mode, text: withMentions(staged, found.ours) };
      files.push({ path: file, before, text, index });
      lines.push(...changedLines(file, before, text));
    }
  } finally {
    running.close();
  }
  const conflicts = seen.entries.flatMap((entry) =>
    entry.unmerged && projectPath(project, entry.path) !== from ? [projectPath(project, entry.path)] : [],
  );
  return { path, files, lines, left, operation, conflicts };
}

/** Whether a file holds nothing but lines of both sides and marks: then the two sides are all that is in it. */
function isAsLeft(work: string | undefined, sides: readonly string[]): boolean {
  const linesIn = (text: string): string[] => text.split(/\r?\n/);
  const known = new Set(sides.flatMap(linesIn));
  const said = splitConflicts(work ?? '').flatMap((piece) =>
    isConflict(piece) ? [...piece.ours, ...piece.theirs] : piece.lines,
  );
  return linesIn(said.join('')).every((line) => known.has(line) || line === '');
}
