import type { LeftOut } from '../data.ts';
import { cut } from '../quote.ts';
import type { NextFacts } from './facts.ts';

/** What was gathered, cut to a budget. */
export interface NextPage {
  readonly facts: NextFacts;
  /** About how many tokens it takes as it is shown. */
  readonly tokens: number;
  readonly leftOut: readonly LeftOut[];
}

interface Text {
  readonly key: string;
  readonly get: (facts: NextFacts) => string | null;
  readonly set: (facts: NextFacts, text: string | null) => NextFacts;
}

const ofPlan = (key: string, field: 'goal' | 'lockedDecisions' | 'phase'): Text => ({
  key,
  get: ({ plan }) => plan?.[field] ?? null,
  set: (facts, text) => (facts.plan ? { ...facts, plan: { ...facts.plan, [field]: text } } : facts),
});
const ofLast = (key: string, field: 'summary' | 'nextAction' | 'resumePrompt'): Text => ({
  key,
  get: ({ last }) => last?.[field] ?? null,
  set: (facts, text) => (facts.last ? { ...facts, last: { ...facts.last, [field]: text } } : facts),
});

const TASK: Text = {
  key: 'task',
  get: ({ task }) => task?.text ?? null,
  set: (facts, text) => (facts.task ? { ...facts, task: { ...facts.task, text: text ?? '' } } : facts),
};
const GOAL = ofPlan('goal', 'goal');
const LOCKED = ofPlan('locked_decisions', 'lockedDecisions');
const PHASE = ofPlan('phase', 'phase');
const SUMMARY = ofLast('summary', 'summary');
const ACTION = ofLast('next_action', 'nextAction');
const PROMPT = ofLast('resume_prompt', 'resumePrompt');
const TEXTS = [TASK, PHASE, LOCKED, GOAL, ACTION, PROMPT, SUMMARY];

type Step = readonly [Text | 'learnings' | 'decisions', number];

// What only stands elsewhere comes first; the task itself, and what was decided for it, last.
const STEPS: readonly Step[] = [
  ['decisions', 2],
  ['learnings', 3],
  [SUMMARY, 240],
  [GOAL, 800],
  [PROMPT, 3000],
  [PHASE, 3000],
  [LOCKED, 2000],
  ['decisions', 0],
  [SUMMARY, 0],
  ['learnings', 1],
  [PROMPT, 1500],
  [ACTION, 600],
  [GOAL, 240],
  [TASK, 4000],
  [LOCKED, 1000],
  [PHASE, 1200],
  [PROMPT, 600],
  ['learnings', 0],
  [ACTION, 200],
  [TASK, 1500],
  [PROMPT, 0],
  [GOAL, 0],
  [ACTION, 0],
  [LOCKED, 400],
  [PHASE, 400],
  [LOCKED, 0],
  [TASK, 600],
  [PHASE, 0],
  [TASK, 200],
];

/** Cuts what was gathered until it fits, the least important first; the barest where even that does not. */
export function fitNext(whole: NextFacts, budget: number, measure: (page: NextPage) => number): NextPage {
  let facts = whole;
  let page = pageOf(whole, facts, budget, measure);
  for (const [what, keep] of STEPS) {
    if (page.tokens <= budget) break;
    const next = typeof what === 'string' ? cutList(facts, what, keep) : cutText(facts, what, keep);
    if (next === facts) continue;
    facts = next;
    page = pageOf(whole, facts, budget, measure);
  }
  return page;
}

function pageOf(
  whole: NextFacts,
  facts: NextFacts,
  budget: number,
  measure: (page: NextPage) => number,
): NextPage {
  const leftOut = leftOutOf(whole, facts);
  return {
    facts,
    leftOut,
    tokens: measure({ facts, leftOut, tokens: Number.isFinite(budget) ? budget : 0 }),
  };
}

const cutList = (facts: NextFacts, key: 'learnings' | 'decisions', keep: number): NextFacts =>
  facts[key].length <= keep ? facts : { ...facts, [key]: facts[key].slice(0, keep) };

function cutText(facts: NextFacts, { get, set }: Text, keep: number): NextFacts {
  const text = get(facts);
  if (text === null || text.length <= keep) return facts;
  return set(facts, keep === 0 ? null : cut(text, keep));
}

function leftOutOf(whole: NextFacts, shown: NextFacts): LeftOut[] {
  const out: LeftOut[] = [];
  for (const { key, get } of TEXTS) {
    const count = (get(whole)?.length ?? 0) - (get(shown)?.length ?? 0);
    if (count > 0) out.push({ what: key, count, unit: 'characters' });
  }
  for (const what of ['learnings', 'decisions'] as const) {
    const count = whole[what].length - shown[what].length;
    if (count > 0) out.push({ what, count, unit: 'entries' });
  }
  return out;
}
