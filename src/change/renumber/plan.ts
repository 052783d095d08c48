import { readHead } from '../../git/head.ts';
import { openObjects, remembering } from '../../git/objects.ts';
import { status } from '../../git/status.ts';
import { CanonError } from '../../fault/error.ts';
import { recordDirs } from '../../store/place.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { Renaming } from '../../work/mentions.ts';
import type { Row } from '../../work/row.ts';
import { type ChangedLine, changedLines } from '../changed-lines.ts';
import type { ChangePlan, PlannedFile } from '../plan.ts';
import { projectPath } from '../project.ts';
import { mentionsOf, renumbered, type Whose } from './mentions.ts';
import { type Sides, sidesHere } from './sides.ts';

/** What is to be renumbered, and who else has the id. */
export interface Renumbering {
  readonly row: Row;
  readonly to: string;
  /** Another record of this id here. */
  readonly other?: Row | undefined;
  /** Commits of other refs that have another record of this id. */
  readonly tips: readonly string[];
}

/** A place that speaks of the id, and that the change leaves as it is. */
export interface LeftMention {
  readonly path: string;
  readonly line: number;
  /** `unclear`: it came after both records did. `untracked`: git does not know the file. */
  readonly why: 'unclear' | 'untracked';
}

export interface RenumberPlan {
  readonly plan: ChangePlan;
  /** Where the record goes. */
  readonly path: string;
  /** What is different in the record itself. */
  readonly lines: readonly ChangedLine[];
  readonly left: readonly LeftMention[];
}

/**
 * What giving a record another id takes: its file under the new name, with the id and the old one as an alias, and
 * every line of other records that means it. The lines that the other side has as well mean the other record.
 * @throws E_RENUMBER_DIRTY where the record's file is not as it is committed
 */
export async function planRenumber(
  project: Project,
  rows: readonly Row[],
  { row, to, other, tips }: Renumbering,
): Promise<RenumberPlan> {
  const from = row.id;
  const path = `${row.path.slice(0, row.path.lastIndexOf('/') + 1)}${to}.md`;
  const renaming: Renaming = { kind: row.kind, from, to, path: row.path, prefix: project.prefix };
  const [seen, head] = await Promise.all([
    status(project.repo, recordDirs(project), { untracked: 'all', aheadBehind: false }),
    readHead(project.repo),
  ]);
  const dirty = new Set(seen.entries.map((entry) => projectPath(project, entry.path)));
  const untracked = new Set(seen.untracked.map((file) => projectPath(project, file)));
  const before = await readRecord(project, row.path);
  if (before === undefined) throw new CanonError('E_RECORD_GONE', { data: { path: row.path } });
  if (dirty.has(row.path) || untracked.has(row.path) || head.oid === null) {
    throw new CanonError('E_RENUMBER_DIRTY', { path: row.path, data: { path: row.path, id: from } });
  }
  const { named, after } = await renumbered(before, row, renaming);
  const running = openObjects(project.repo);
  const objects = remembering(running);
  try {
    const sides: Sides = other ? await sidesHere(project, objects, row, other) : { theirs: [] };
    const whose: Whose = {
      project,
      objects,
      renaming,
      sides: { ...sides, theirs: [...sides.theirs, ...tips] },
    };
    const files: PlannedFile[] = [{ path, edit: { op: 'write', text: after }, expect: 'absent' }];
    const left: LeftMention[] = [];
    const deleted = [...dirty].filter((one) => !rows.some((known) => known.path === one));
    for (const file of [...rows.map((one) => one.path), ...deleted]) {
      const kind = project.layout.kindOfPath(file);
      if (file === row.path || kind === undefined) continue;
      const found = await mentionsOf(
        whose,
        { path: file, kind, isOther: file === other?.path },
        dirty.has(file),
      );
      const isUntracked = untracked.has(file);
      if (found.ours.length > 0 && !isUntracked) {
        files.push({ path: file, edit: { op: 'mentions', lines: found.ours }, expect: 'present' });
      }
      const more = isUntracked ? found.lines : [];
      left.push(...found.unclear.map((line): LeftMention => ({ path: file, line, why: 'unclear' })));
      left.push(...more.map((line): LeftMention => ({ path: file, line, why: 'untracked' })));
    }
    files.push({ path: row.path, edit: { op: 'remove' }, expect: 'present' });
    const plan: ChangePlan = {
      commit: { subject: `Renumber ${from} as ${to}`, trailers: [['Canon-Session', 'none']] },
      files,
    };
    const lines = [...changedLines(path, before, named), ...changedLines(path, named, after)];
    return { plan, path, lines, left };
  } finally {
    running.close();
  }
}
