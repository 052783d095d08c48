import type { Moment } from '../../world.ts';
import { ageHours } from '../age.ts';
import type { NextPage } from './budget.ts';

/** The page as the document that `canon next --json` prints (`canon.next/1`). */
export function nextDocument({ facts, tokens, leftOut }: NextPage, now: Moment): Record<string, unknown> {
  const { workstream, task, plan, last, learnings, decisions, nextWorkstream } = facts;
  return {
    workstream: workstream && {
      id: workstream.id,
      title: workstream.title,
      status: workstream.status,
      priority: workstream.priority,
      owner: workstream.owner,
      path: workstream.path,
      tasks_done: workstream.done,
      tasks_total: workstream.total,
      blocked_by: workstream.blockedBy,
    },
    task: task && { id: task.id, text: task.text, line: task.line },
    plan: plan && {
      id: plan.id,
      title: plan.title,
      path: plan.path,
      goal: plan.goal,
      locked_decisions: plan.lockedDecisions,
      phase: plan.phase,
    },
    last_session: last && {
      id: last.id,
      title: last.title,
      operator: last.operator,
      summary: last.summary,
      next_action: last.nextAction,
      resume_prompt: last.resumePrompt,
      created: last.created,
      age_hours: ageHours(last.created, now),
      path: last.path,
    },
    learnings,
    decisions,
    next_workstream: nextWorkstream,
    tokens,
    left_out: leftOut,
  };
}
