import type { Status } from '../git/status.ts';
import type { Operators } from '../identity/operators.ts';
import { unclosedClaims } from '../identity/unclosed.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import type { RowSet } from '../store/row-set.ts';
import type { Row } from '../work/row.ts';
import { sessionsElsewhere } from './elsewhere.ts';
import { type Excerpt, readExcerpt, readExpiry } from './excerpt.ts';
import { rivals } from './last.ts';
import { commitsSince } from './moved.ts';
import { partition, type Parts, type Question } from './partition.ts';
import { quotedLine } from './quote.ts';
import { sessionRef } from './refs.ts';
import { select } from './select.ts';
import type { ClaimFacts, LastSession, LearningFacts, SessionRef, Snapshot, Some } from './snapshot.ts';

/** Everything a dashboard needs, from rows, the files of a few of them, git and the claims. */
export async function gather(
  project: Project,
  status: Status,
  rows: RowSet,
  operators: Operators,
  question: Question,
): Promise<Snapshot> {
  const parts = partition(select(rows, question), question);
  const here = lazily(() => rows.ids('session'));
  const [last, learnings, elsewhere, unclosed] = await Promise.all([
    readLast(project, status, parts),
    readLearnings(project, parts.learnings),
    sessionsElsewhere(project, status, here),
    openClaims(project, here, question),
  ]);
  return {
    last: last.session,
    candidates: last.candidates,
    own: parts.own,
    peers: parts.peers,
    activity: parts.activity,
    waiting: parts.waiting,
    questions: parts.questions,
    unclosed,
    learnings,
    elsewhere: { items: elsewhere.rows.map(sessionRef), total: elsewhere.total },
    legacyUnattributed: parts.legacyUnattributed,
    broken: parts.broken,
    sessions: parts.sessions,
    names: Object.fromEntries(operators.list.map((one) => [one.slug, quotedLine(one.name)])),
  };
}

async function readLast(
  project: Project,
  status: Status,
  parts: Parts,
): Promise<{ session: LastSession | null; candidates: Some<SessionRef> }> {
  const { last, among } = parts;
  if (last === undefined) return { session: null, candidates: { items: [], total: 0 } };
  const { row } = last;
  const { prefix, layout } = project;
  const isCanons = (path: string): boolean =>
    path.startsWith(prefix) && layout.isOwnPath(path.slice(prefix.length));
  const [excerpt, moved] = await Promise.all([
    readText(project, row.path).then((text) => readExcerpt(text, row.summary)),
    commitsSince(project.repo, row.head, status.head, isCanons),
  ]);
  const others = rivals(among, last, excerpt.minutes).map(sessionRef);
  return {
    session: { ...sessionRef(row), ...withoutMinutes(excerpt), workstream: row.workstream ?? null, ...moved },
    candidates: { items: others, total: others.length },
  };
}

const withoutMinutes = ({ summary, nextAction, resumePrompt }: Excerpt): Omit<Excerpt, 'minutes'> => ({
  summary,
  nextAction,
  resumePrompt,
});

/** A record that cannot be read does not stop the others from being shown: it has no text. */
const readText = (project: Project, path: string): Promise<string | undefined> =>
  readRecord(project, path).catch(() => undefined);

async function readLearnings(project: Project, rows: readonly Row[]): Promise<Some<LearningFacts>> {
  const items = await Promise.all(
    rows.map(async (row) => ({
      id: quotedLine(row.id),
      title: quotedLine(row.title),
      summary: row.summary === undefined ? null : quotedLine(row.summary),
      path: quotedLine(row.path),
      expires: await readExpiry(await readText(project, row.path)),
    })),
  );
  return { items, total: items.length };
}

/** Ids that the operator reserved and no record has: sessions that were begun and never handed off. */
async function openClaims(
  project: Project,
  here: { has(id: string): boolean },
  { subject, all }: Question,
): Promise<Some<ClaimFacts>> {
  const open = (await unclosedClaims(project, here))
    .filter((claim) => all || subject === undefined || claim.operator === subject)
    .map((claim) => ({
      id: quotedLine(claim.id),
      operator: claim.operator === undefined ? null : quotedLine(claim.operator),
      claimedAt: claim.claimedAt === undefined ? null : quotedLine(claim.claimedAt, 40),
      worktree: claim.worktree === undefined ? null : quotedLine(claim.worktree),
      hostSession: claim.hostSession === undefined ? null : quotedLine(claim.hostSession),
    }))
    .sort((a, b) => ((a.claimedAt ?? '') < (b.claimedAt ?? '') ? 1 : -1));
  return { items: open.slice(0, 20), total: open.length };
}

/** A set that is made when it is first asked: mostly nobody does, and it is as large as the repository. */
function lazily(make: () => ReadonlySet<string>): { has(id: string): boolean } {
  let made: ReadonlySet<string> | undefined;
  return { has: (id) => (made ??= make()).has(id) };
}
