import { applying, isUncertain } from '../work/learnings.ts';
import { isWaitingFor, openItems, whomReader } from '../work/open-items.ts';
import type { OpenItem } from '../work/open-items.ts';
import type { Operator } from '../identity/operators.ts';
import { newestFirst } from '../work/order.ts';
import { type ImportedItem, ownFirst } from '../work/own-first.ts';
import type { Row } from '../work/row.ts';
import { type Last, lastSession, newest, sessionsOf } from './last.ts';
import { peerSessions } from './peers.ts';
import { quotedLine } from './quote.ts';
import { sessionRef } from './refs.ts';
import type { BrokenFacts, ItemFacts, SessionRef, Some, WorkstreamFacts } from './snapshot.ts';
import type { Selection } from './select.ts';
import type { Target } from './target.ts';
import { workstreams } from './workstreams.ts';

/** Whose dashboard, of what, and who else there is. */
export interface Question {
  /** The operator it is about; undefined for someone who is none. */
  readonly subject: string | undefined;
  readonly target: Target | undefined;
  /** Slugs of the operators file. */
  readonly operators: readonly string[];
  readonly branch: string | null;
  readonly all: boolean;
  /** Files at hand, from the project's root: learnings that apply to none of them are left out. */
  readonly paths?: readonly string[];
}

/** What rows alone say. What stands in the files (prompt, next action) is read afterwards. */
export interface Parts {
  readonly last: Last | undefined;
  /** Sessions among which the last one was chosen: candidates come from them. */
  readonly among: readonly Row[];
  readonly own: Some<WorkstreamFacts>;
  readonly peers: Some<WorkstreamFacts>;
  readonly activity: Some<SessionRef>;
  readonly waiting: Some<ItemFacts>;
  readonly questions: Some<ItemFacts>;
  readonly waitingImported: Some<ItemFacts>;
  readonly questionsImported: Some<ItemFacts>;
  readonly learnings: readonly Row[];
  readonly legacyUnattributed: number;
  readonly broken: Some<BrokenFacts>;
  readonly sessions: number;
}

// A dashboard of more is none; the totals say how many there are.
const MANY = 60;
const LEARNINGS = 3;
/** What imported sessions have left is mostly years old: the newest may still matter. */
const IMPORTED = 5;

/**
 * Splits the rows that matter into the parts of a dashboard. Pure.
 *
 * @param people who may be named after `@`, by slug or initials; none: every name is somebody's
 */
export function partition(
  selection: Selection,
  question: Question,
  people: readonly Pick<Operator, 'slug' | 'initials'>[] = [],
): Parts {
  const { rows } = selection;
  const { subject, target, all } = question;
  const most = all ? Number.POSITIVE_INFINITY : MANY;
  const readable = rows.filter((row) => row.fault === undefined && row.stub !== true);
  const of = (kind: Row['kind']): Row[] => readable.filter((row) => row.kind === kind);
  const sessions = of('session');
  const streams = workstreams(of('workstream'), sessions, {
    all,
    first:
      target?.kind === 'workstream'
        ? target.row.id
        : target?.kind === 'session'
          ? target.row.workstream
          : undefined,
  });
  const mine = subject === undefined ? [] : sessionsOf(sessions, subject);
  const sight = { isLive: selection.isLive, whom: whomReader(people) };
  const items = newestFirst(openItems(readable, sight).map((item) => ({ ...item, id: item.ref })));
  const isMine = (item: OpenItem): boolean => subject !== undefined && isWaitingFor(item, subject);
  const waiting = ownFirst(items.filter(isMine));
  const questions = ownFirst(
    items
      .filter((item) => item.type === 'question' && !isMine(item))
      .filter((item) => subject === undefined || item.for === subject),
  );
  const few = all ? most : IMPORTED;
  return {
    ...pickLast(target, sessions, mine, question.branch),
    own: some(subject === undefined ? [] : streams.filter((one) => one.owner === subject), most),
    peers: some(
      streams.filter((one) => subject === undefined || one.owner !== subject),
      most,
    ),
    activity: some(peerSessions(sessions, question.operators, subject).map(sessionRef), most),
    waiting: someItems(waiting.own, most),
    questions: someItems(questions.own, most),
    waitingImported: someItems(waiting.imported, few),
    questionsImported: someItems(questions.imported, few),
    learnings: all
      ? standing(of('learning')).filter((row) => !isUncertain(row))
      : applying(of('learning'), question.paths ?? []).slice(0, LEARNINGS * 4),
    legacyUnattributed: selection.legacyUnattributed,
    broken: {
      items: rows
        .filter((row) => row.fault !== undefined)
        .map((row) => ({
          path: quotedLine(row.path),
          code: row.fault?.code ?? '',
          line: row.fault?.line ?? null,
        })),
      total: selection.broken,
    },
    sessions: selection.sessions,
  };
}

function pickLast(
  target: Target | undefined,
  sessions: readonly Row[],
  mine: readonly Row[],
  branch: string | null,
): Pick<Parts, 'last' | 'among'> {
  if (target?.kind === 'session') return { last: { row: target.row, by: 'newest' }, among: [] };
  if (target?.kind === 'workstream') {
    const row = newest(sessions.filter((one) => one.workstream === target.row.id));
    return { last: row && { row, by: 'workstream' }, among: [] };
  }
  return { last: lastSession(mine, branch), among: mine };
}

function some<T>(items: readonly T[], most: number): Some<T> {
  return { items: items.slice(0, most), total: items.length };
}

/** Only those that are shown are made ready for it. */
const someItems = <T extends OpenItem>(items: readonly T[], most: number): Some<ItemFacts> => ({
  items: items.slice(0, most).map(itemFacts),
  total: items.length,
});

const itemFacts = (item: OpenItem & Partial<Pick<ImportedItem, 'times'>>): ItemFacts => ({
  ref: quotedLine(item.ref),
  text: quotedLine(item.text),
  from: item.from === undefined ? null : quotedLine(item.from),
  created: item.created ?? null,
  ...(item.times === undefined ? {} : { times: item.times }),
});

const standing = (rows: readonly Row[]): Row[] =>
  newestFirst(rows.filter((row) => row.status !== 'deprecated'));
