import { textsOnBranches } from '../store/record-places.ts';
import type { Project } from '../store/project.ts';
import type { RowSet } from '../store/row-set.ts';
import { changing, type Holder, type Place, readEvidence } from './file.ts';
import type { EvidenceLine, Run, Taken } from './run.ts';

/** What tells a record from all others, whatever its id becomes. */
export type RecordKey = Pick<Taken, 'path' | 'operator' | 'created'>;

type Where = Place & Pick<Project, 'repo' | 'readOnly'>;

export interface Taking {
  readonly holders: readonly Holder[];
  readonly record: RecordKey;
  /** The records of this work tree. */
  readonly rows: Pick<RowSet, 'where'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Only what the record has already, and nothing new. */
  readonly onlyOwn?: boolean;
}

/**
 * The runs that a record tells of, in order of time: those it has taken, and those that none has. They are marked as
 * its own in the same breath; the mark holds as soon as the record is there.
 */
export async function takeRuns(project: Where, taking: Taking): Promise<Run[]> {
  const kept = taking.holders.map((holder) => ({ holder, lines: readEvidence(project, holder) }));
  if (kept.every(({ lines }) => lines.length === 0)) return [];
  if (project.readOnly || taking.onlyOwn) return (await runsFor(project, taking, kept)).runs;
  return changing(project, async (add) => {
    const now = taking.holders.map((holder) => ({ holder, lines: readEvidence(project, holder) }));
    const { runs, open } = await runsFor(project, taking, now);
    for (const holder of open) await add(holder, { e: 'taken', t: taking.now, ...taking.record });
    return runs;
  });
}

type Kept = readonly { readonly holder: Holder; readonly lines: readonly EvidenceLine[] }[];

async function runsFor(
  project: Where,
  { record, rows, onlyOwn }: Taking,
  kept: Kept,
): Promise<{ runs: Run[]; open: Holder[] }> {
  const marks = kept.flatMap(({ lines }) => lines.filter((line) => line.e === 'taken'));
  const valid = await thatAreThere(project, rows, marks);
  const runs: Run[] = [];
  const open: Holder[] = [];
  for (const { holder, lines } of kept) {
    let waiting: Run[] = [];
    for (const line of lines) {
      if (line.e === 'run') waiting.push(line);
      else if (isSame(line, record)) runs.push(...waiting.splice(0));
      else if (valid.has(keyOf(line))) waiting = [];
    }
    if (waiting.length === 0) continue;
    open.push(holder);
    if (!onlyOwn) runs.push(...waiting);
  }
  return { runs: runs.sort((a, b) => a.t - b.t), open };
}

const keyOf = ({ path, operator, created }: RecordKey): string => `${path} ${operator} ${created}`;
const isSame = (one: RecordKey, other: RecordKey): boolean => keyOf(one) === keyOf(other);

/** Of the records that marks speak of, those that this work tree has, whatever they are called now, or a branch. */
async function thatAreThere(
  project: Where,
  rows: Taking['rows'],
  marks: readonly Taken[],
): Promise<Set<string>> {
  const found = new Set<string>();
  const times = new Set(marks.map(({ created }) => Date.parse(created)));
  const here = rows.where(
    ({ kind, instant }) => kind === 'session' && instant !== undefined && times.has(instant),
  );
  const left = marks.filter((mark) => {
    const isHere = here.some(({ owner, created }) => owner === mark.operator && created === mark.created);
    if (isHere) found.add(keyOf(mark));
    return !isHere;
  });
  if (left.length === 0) return found;
  const texts = await textsOnBranches(project.repo, [...new Set(left.map(({ path }) => path))]);
  for (const mark of left)
    if (texts.get(mark.path)?.some((text) => tells(text, mark))) found.add(keyOf(mark));
  return found;
}

/** Whether a record's frontmatter is that of the mark. */
function tells(text: string, { operator, created }: Taken): boolean {
  const end = text.indexOf('\n---', 3);
  const front = end < 0 ? text : text.slice(0, end);
  const has = (key: string, value: string): boolean =>
    front.split(/\r?\n/).some((line) => line.replaceAll(/["']/g, '').trim() === `${key}: ${value}`);
  return has('operator', operator) && has('created', created);
}
