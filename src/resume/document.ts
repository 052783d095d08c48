import type { Moment } from '../world.ts';
import { ageHours } from './age.ts';
import type { ResumeCounted, ResumeData, ResumeItem, ResumeSession, ResumeWorkstream } from './data.ts';
import type { Page } from './page.ts';
import type { CountedFacts, ItemFacts, SessionRef, WorkstreamFacts } from './snapshot.ts';

/** The page as the document that `canon resume --json` prints: exactly the keys of `canon.resume/1`. */
export function toDocument(page: Page): ResumeData {
  const { facts, now, operator, repo } = page;
  const { last } = facts;
  return {
    operator: operator && { slug: operator.slug, initials: operator.initials, source: operator.source },
    repo: { root: repo.root, branch: repo.branch, head: repo.head, dirty: repo.dirty },
    last_session: last && {
      id: last.id,
      title: last.title,
      summary: last.summary,
      next_action: last.nextAction,
      resume_prompt: last.resumePrompt,
      created: last.created,
      age_hours: ageHours(last.created, now),
      path: last.path,
      commits_since: last.commitsSince,
      ...(last.supersededBy === undefined ? {} : { superseded_by: last.supersededBy }),
      ...(last.imported ? { imported: true } : {}),
    },
    own_workstreams: facts.own.items.map(workstream),
    peer_workstreams: facts.peers.items.map((one) => ({ ...workstream(one), owner: one.owner })),
    peer_activity: facts.activity.items.map((one) => ({
      operator: one.operator ?? 'unknown',
      last_session: one.id,
      title: one.title,
      age_hours: ageHours(one.created, now),
    })),
    waiting_on_me: [...facts.waiting.items, ...facts.waitingImported.items].map((one) => item(one, now)),
    open_questions: [...facts.questions.items, ...facts.questionsImported.items].map((one) => item(one, now)),
    imported: {
      waiting_on_me: facts.waitingImported.total,
      open_questions: facts.questionsImported.total,
    },
    unclosed: facts.unclosed.items.map((one) => ({
      id: one.id,
      operator: one.operator,
      claimed_at: one.claimedAt,
      age_hours: ageHours(one.claimedAt, now),
      worktree: one.worktree,
      host_session: one.hostSession,
      counted: one.counted && counted(one.counted),
    })),
    learnings: facts.learnings.items.map(({ id, title, summary, path }) => ({ id, title, summary, path })),
    invariants: facts.invariants,
    elsewhere: facts.elsewhere.items.map((one) => session(one, now)),
    candidates: facts.candidates.items.map((one) => session(one, now)),
    legacy_unattributed: facts.legacyUnattributed,
    target: page.target,
    broken: facts.broken.items.map(({ path, code }) => ({ path, code })),
    cache: { hit: page.hit },
    tokens: page.tokens,
    left_out: page.leftOut,
  };
}

const counted = ({ files, last, ...one }: CountedFacts): ResumeCounted => ({
  host: one.host,
  calls: one.calls,
  failures: one.failures,
  files: files.items,
  files_total: files.total,
  commits: one.commits,
  branch: one.branch,
  last: new Date(last).toISOString(),
  ended: one.ended,
});

const workstream = (one: WorkstreamFacts): ResumeWorkstream => ({
  id: one.id,
  title: one.title,
  status: one.status,
  priority: one.priority,
  tasks_done: one.done,
  tasks_total: one.total,
  next_task: one.next,
  updated: one.updated,
});

const session = (one: SessionRef, now: Moment): ResumeSession => ({
  id: one.id,
  title: one.title,
  operator: one.operator,
  created: one.created,
  age_hours: ageHours(one.created, now),
  path: one.path,
  branch: one.branch,
});

const item = (one: ItemFacts, now: Moment): ResumeItem => ({
  ref: one.ref,
  text: one.text,
  from: one.from,
  age_hours: ageHours(one.created, now),
  ...(one.times === undefined ? {} : { imported: true, times: one.times }),
});
