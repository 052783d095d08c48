import { linkTarget } from '../../record/link-target.ts';
import { linkCandidates } from '../../record/links.ts';
import { sectionText, stripComments } from '../../record/sections.ts';
import { localDate } from '../../record/local-date.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { RowSet } from '../../store/row-set.ts';
import { recordNamed } from '../../work/aliases.ts';
import { blockersOf, workable } from '../../work/choose-workstream.ts';
import { readRecordText, type RecordText } from '../../work/document.ts';
import { applying, isExpired } from '../../work/learnings.ts';
import { planPassage } from '../../work/plan-passage.ts';
import { progressOf } from '../../work/progress.ts';
import type { Row } from '../../work/row.ts';
import { type Task, taskSource } from '../../work/tasks.ts';
import type { Moment } from '../../world.ts';
import { readExcerpt } from '../excerpt.ts';
import { newest } from '../last.ts';
import { namedPaths } from '../paths-at-hand.ts';
import { quotedLine, quotedText } from '../quote.ts';
import { sessionRef } from '../refs.ts';
import type { Mentioned, NextFacts } from './facts.ts';

/** A workstream as it was read. */
export interface Opened {
  readonly row: Row;
  readonly body: RecordText['body'];
  readonly tasks: readonly Task[];
}

export interface NextQuestion {
  /** Undefined where there is nothing to go on with. */
  readonly opened: Opened | undefined;
  /** Whose other workstreams may be gone on with. */
  readonly operator: string | undefined;
  /** Files that differ from HEAD. */
  readonly dirty: readonly string[];
  readonly now: Moment;
}

/** More of one text than any budget takes. */
const LONGEST = 16_000;
const FEW = 5;

/** Everything about the next open task of a workstream, from rows and the files of a few of them. */
export async function gatherNext(
  project: Project,
  rows: RowSet,
  { opened, operator, dirty, now }: NextQuestion,
): Promise<NextFacts> {
  const streams = rows.having('kind', 'workstream');
  const others = operator === undefined ? [] : workable(streams, operator);
  const other = others.find(({ id }) => id !== opened?.row.id)?.id ?? null;
  if (!opened) return { ...NOTHING, nextWorkstream: other };
  const { row, body, tasks } = opened;
  const task = tasks.find(({ state }) => state === 'open');
  const source = task ? taskSource(body, task) : '';
  const [plan, last] = await Promise.all([
    readPlan(project, rows, row.plan, task),
    readLast(project, rows, row.id),
  ]);
  const { done, total } = progressOf(tasks);
  const { prefix } = project;
  const paths = [
    ...dirty,
    ...namedPaths(source, row.path, prefix),
    ...(plan ? namedPaths(plan.facts.phase ?? '', plan.facts.path, prefix) : []),
  ];
  const today = localDate(now);
  const learnings = applying(rows.having('kind', 'learning'), paths).filter((one) => !isExpired(one, today));
  return {
    workstream: {
      id: quotedLine(row.id),
      title: quotedLine(row.title),
      status: lineOr(row.status),
      priority: lineOr(row.priority),
      owner: lineOr(row.owner),
      path: quotedLine(row.path),
      done,
      total,
      blockedBy: blockersOf(row, streams).map((id) => quotedLine(id)),
    },
    task: task ? taskFacts(task, tasks, source) : null,
    plan: plan?.facts ?? null,
    last,
    learnings: task ? learnings.slice(0, FEW).map(mentioned) : [],
    decisions: task ? decisions(rows, [[row, body.source], ...(plan ? [plan.text] : [])], prefix) : [],
    nextWorkstream: task ? null : other,
  };
}

function taskFacts(task: Task, tasks: readonly Task[], source: string): NonNullable<NextFacts['task']> {
  const { id, position, line } = task;
  const alone = !id.startsWith('#') && tasks.filter((one) => one.id === id).length === 1;
  return {
    id: quotedLine(id),
    text: quotedText(source, LONGEST),
    line,
    name: alone ? quotedLine(id) : String(position),
  };
}

const NOTHING: NextFacts = {
  workstream: null,
  task: null,
  plan: null,
  last: null,
  learnings: [],
  decisions: [],
  nextWorkstream: null,
};

const lineOr = (text: string | undefined): string | null => (text === undefined ? null : quotedLine(text));

const mentioned = (row: Row): Mentioned => ({
  id: quotedLine(row.id),
  title: quotedLine(row.title),
  summary: lineOr(row.summary),
  path: quotedLine(row.path),
});

type Text = readonly [row: Row, source: string];

async function readPlan(
  project: Project,
  rows: RowSet,
  id: string | undefined,
  task: Task | undefined,
): Promise<{ facts: NonNullable<NextFacts['plan']>; text: Text } | undefined> {
  if (id === undefined) return undefined;
  const row = recordNamed(rows.having('kind', 'plan'), 'plan', id);
  // A plan that cannot be read does not keep the task from being shown.
  const text = row && (await readRecord(project, row.path).catch(() => undefined));
  if (!row || text === undefined) return undefined;
  const { body } = await readRecordText('plan', text);
  const section = (key: string): string | null =>
    quotedText(stripComments(sectionText(body, key)).trim(), LONGEST) || null;
  const phase = task ? await planPassage(body, task.id) : null;
  return {
    facts: {
      id: quotedLine(row.id),
      title: quotedLine(row.title),
      path: quotedLine(row.path),
      goal: section('Goal'),
      lockedDecisions: section('Locked Decisions'),
      phase: phase === null ? null : quotedText(phase, LONGEST) || null,
    },
    text: [row, body.source],
  };
}

/** The last session on a workstream, whoever wrote it; one that another has replaced is none. */
async function readLast(project: Project, rows: RowSet, workstream: string): Promise<NextFacts['last']> {
  const sessions = rows
    .having('workstream', workstream)
    .filter((row) => row.kind === 'session' && row.fault === undefined && row.stub !== true);
  const replaced = new Set(sessions.flatMap(({ supersedes }) => supersedes ?? []));
  const row = newest(
    sessions.filter(({ id, supersededBy }) => supersededBy === undefined && !replaced.has(id)),
  );
  if (!row) return null;
  const text = await readRecord(project, row.path).catch(() => undefined);
  const { summary, nextAction, resumePrompt } = await readExcerpt(text, row.summary);
  const { id, title, operator, created, path } = sessionRef(row);
  return { id, title, operator, created, path, summary, nextAction, resumePrompt };
}

/** Accepted decisions that these texts link to, in the order of the rows: the newest first. */
function decisions(rows: RowSet, texts: readonly Text[], prefix: string): Mentioned[] {
  const accepted = rows.having('kind', 'adr').filter(({ status }) => status === 'accepted');
  if (accepted.length === 0) return [];
  const linked = new Set<string>();
  for (const [row, source] of texts) {
    for (const { href } of linkCandidates(source)) {
      const target = linkTarget(href, row.path, prefix);
      if (target.to === 'file') linked.add(target.path);
    }
  }
  return accepted
    .filter(({ path }) => linked.has(path))
    .slice(0, FEW)
    .map(mentioned);
}
