import type { Status } from '../git/status.ts';
import type { Operators } from '../identity/operators.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import type { RowSet } from '../store/row-set.ts';
import { heldIn } from '../telemetry/held.ts';
import type { Row } from '../work/row.ts';
import type { Moment } from '../world.ts';
import { sessionsElsewhere } from './elsewhere.ts';
import { dayOf } from '../work/learnings.ts';
import { type Excerpt, readExcerpt } from './excerpt.ts';
import { rivals } from './last.ts';
import { commitsSince } from './moved.ts';
import { partition, type Parts, type Question } from './partition.ts';
import { quotedLine } from './quote.ts';
import { sessionRef } from './refs.ts';
import { select } from './select.ts';
import { dirtyPaths } from './paths-at-hand.ts';
import { unclosed } from './unclosed.ts';
import { supersededBy } from './superseded.ts';
import type { LastSession, LearningFacts, SessionRef, Snapshot, Some } from './snapshot.ts';

/** Everything a dashboard needs, from rows, the files of a few of them, git and the claims. */
export async function gather(
  project: Project,
  status: Status,
  rows: RowSet,
  operators: Operators,
  question: Question,
  now: Moment,
): Promise<Snapshot> {
  const paths = dirtyPaths(project, status);
  const parts = partition(select(rows, question), { ...question, paths }, operators.list);
  const here = lazily(() => rows.ids('session'));
  const [last, elsewhere, open] = await Promise.all([
    readLast(project, status, rows, parts),
    sessionsElsewhere(project, status, here),
    unclosed(project, here, question, now),
  ]);
  return {
    last: last.session,
    candidates: last.candidates,
    own: parts.own,
    peers: parts.peers,
    activity: parts.activity,
    waiting: parts.waiting,
    questions: parts.questions,
    waitingImported: parts.waitingImported,
    questionsImported: parts.questionsImported,
    unclosed: open,
    learnings: { items: parts.learnings.map(learningFacts), total: parts.learnings.length },
    elsewhere: { items: elsewhere.rows.map(sessionRef), total: elsewhere.total },
    legacyUnattributed: parts.legacyUnattributed,
    broken: parts.broken,
    invariants: last.invariants,
    sessions: parts.sessions,
    names: Object.fromEntries(operators.list.map((one) => [one.slug, quotedLine(one.name)])),
  };
}

interface Last {
  readonly session: LastSession | null;
  readonly candidates: Some<SessionRef>;
  readonly invariants: Snapshot['invariants'];
}

async function readLast(project: Project, status: Status, rows: RowSet, parts: Parts): Promise<Last> {
  const { last, among } = parts;
  if (last === undefined) return { session: null, candidates: { items: [], total: 0 }, invariants: {} };
  const { row } = last;
  const { prefix, layout } = project;
  const isCanons = (path: string): boolean =>
    path.startsWith(prefix) && layout.isOwnPath(path.slice(prefix.length));
  const [excerpt, moved] = await Promise.all([
    readText(project, row.path).then((text) => readExcerpt(text, row.summary)),
    commitsSince(project.repo, row.head, status.head, isCanons),
  ]);
  const by = supersededBy(rows, row);
  const others = rivals(among, last, excerpt.minutes).map(sessionRef);
  return {
    session: {
      ...sessionRef(row),
      ...textsOf(excerpt),
      // It was how to go on once: now the other one says it.
      ...(by === undefined ? {} : { resumePrompt: null, supersededBy: quotedLine(by) }),
      workstream: row.workstream ?? null,
      ...moved,
    },
    candidates: { items: others, total: others.length },
    invariants: heldIn(excerpt.breakdown, project.config.invariants),
  };
}

const textsOf = ({
  summary,
  nextAction,
  resumePrompt,
}: Excerpt): Pick<LastSession, 'summary' | 'nextAction' | 'resumePrompt'> => ({
  summary,
  nextAction,
  resumePrompt,
});

/** A record that cannot be read does not stop the others from being shown: it has no text. */
const readText = (project: Project, path: string): Promise<string | undefined> =>
  readRecord(project, path).catch(() => undefined);

const learningFacts = (row: Row): LearningFacts => ({
  id: quotedLine(row.id),
  title: quotedLine(row.title),
  summary: row.summary === undefined ? null : quotedLine(row.summary),
  path: quotedLine(row.path),
  expires: dayOf(row.expires) ?? null,
});

/** A set that is made when it is first asked: mostly nobody does, and it is as large as the repository. */
function lazily(make: () => ReadonlySet<string>): { has(id: string): boolean } {
  let made: ReadonlySet<string> | undefined;
  return { has: (id) => (made ??= make()).has(id) };
}
