import type { LeftOut } from './data.ts';
import type { Page } from './page.ts';
import { cut } from './quote.ts';
import type { LastSession, Snapshot, Some } from './snapshot.ts';

type ListKey = {
  [K in keyof Snapshot]: Snapshot[K] extends Some<unknown> ? K : never;
}[keyof Snapshot];

/** The lists of a snapshot, by the key they have in the document. */
const LISTS: Readonly<Record<ListKey, string>> = {
  waiting: 'waiting_on_me',
  own: 'own_workstreams',
  elsewhere: 'elsewhere',
  candidates: 'candidates',
  activity: 'peer_activity',
  unclosed: 'unclosed',
  peers: 'peer_workstreams',
  questions: 'open_questions',
  waitingImported: 'waiting_on_me',
  questionsImported: 'open_questions',
  broken: 'broken',
  learnings: 'learnings',
};

type TextKey = 'summary' | 'nextAction' | 'resumePrompt';

const TEXTS: Readonly<Record<TextKey, string>> = {
  resumePrompt: 'resume_prompt',
  nextAction: 'next_action',
  summary: 'summary',
};

type Step = readonly [ListKey, number] | readonly [TextKey, number] | readonly ['waitingText', number];

// What a person can do without comes first; what they would have to go and look for, last. What waits on them is all
// but never dropped: nobody is to copy it from prompt to prompt by hand. It is told in fewer words first.
const STEPS: readonly Step[] = [
  ['learnings', 0],
  ['questionsImported', 0],
  ['questions', 5],
  ['peers', 6],
  ['broken', 5],
  ['questions', 0],
  ['activity', 6],
  ['peers', 2],
  ['waitingImported', 2],
  ['elsewhere', 4],
  ['waitingImported', 0],
  ['waiting', 30],
  ['own', 8],
  ['waitingText', 200],
  ['unclosed', 2],
  ['candidates', 2],
  ['peers', 0],
  ['broken', 1],
  ['own', 4],
  ['waiting', 15],
  ['elsewhere', 1],
  ['activity', 3],
  ['summary', 400],
  ['resumePrompt', 2000],
  ['nextAction', 600],
  ['unclosed', 0],
  ['candidates', 0],
  ['activity', 1],
  ['own', 2],
  ['resumePrompt', 1000],
  ['waitingText', 100],
  ['summary', 160],
  ['nextAction', 240],
  ['broken', 0],
  ['elsewhere', 0],
  ['waiting', 8],
  ['resumePrompt', 400],
  ['own', 1],
  ['resumePrompt', 0],
  ['activity', 0],
  ['own', 0],
  ['summary', 0],
  ['nextAction', 120],
  ['waitingText', 60],
  ['waiting', 4],
  ['waiting', 2],
  ['waiting', 1],
  ['waiting', 0],
];

/**
 * The page cut to a budget, the least important first, with what was cut in `leftOut`. Where even the
 * barest page is larger than the budget, the barest page.
 *
 * @param budget tokens
 * @param measure how many tokens a page takes as it will be shown
 */
export function fit(page: Page, budget: number, measure: (page: Page) => number): Page {
  const whole = page.facts;
  const withFacts = (facts: Snapshot): Page => {
    const next = { ...page, facts, leftOut: leftOut(whole, facts) };
    return { ...next, tokens: measure({ ...next, tokens: budget }) };
  };
  let best = withFacts(whole);
  if (best.tokens <= budget) return best;
  // One very long prompt must not push out everything else.
  let facts = cutText(whole, 'resumePrompt', Math.max(400, budget * 2));
  for (const step of [undefined, ...STEPS]) {
    if (step !== undefined) {
      const next = cutBy(facts, step);
      if (next === facts) continue;
      facts = next;
    }
    best = withFacts(facts);
    if (best.tokens <= budget) break;
  }
  return best;
}

function cutBy(facts: Snapshot, [what, keep]: Step): Snapshot {
  if (what === 'waitingText') return cutWaiting(facts, keep);
  return isText(what) ? cutText(facts, what, keep) : cutList(facts, what, keep);
}

const isText = (what: ListKey | TextKey): what is TextKey => what in TEXTS;

/** Shorter texts of what waits; that something is cut is seen at their ends. */
function cutWaiting(facts: Snapshot, keep: number): Snapshot {
  const { items, total } = facts.waiting;
  if (items.every(({ text }) => text.length <= keep)) return facts;
  return { ...facts, waiting: { items: items.map((one) => ({ ...one, text: cut(one.text, keep) })), total } };
}

function cutList(facts: Snapshot, key: ListKey, keep: number): Snapshot {
  const list = facts[key];
  return list.items.length <= keep
    ? facts
    : { ...facts, [key]: { items: list.items.slice(0, keep), total: list.total } };
}

function cutText(facts: Snapshot, key: TextKey, keep: number): Snapshot {
  const text = facts.last?.[key];
  if (!facts.last || !text || text.length <= keep) return facts;
  const last: LastSession = { ...facts.last, [key]: keep === 0 ? null : cut(text, keep) };
  return { ...facts, last };
}

function leftOut(whole: Snapshot, shown: Snapshot): LeftOut[] {
  const entries = new Map<string, number>();
  for (const [key, what] of Object.entries(LISTS) as [ListKey, string][]) {
    const count = whole[key].total - shown[key].items.length;
    if (count > 0) entries.set(what, (entries.get(what) ?? 0) + count);
  }
  const out = Array.from(entries, ([what, count]): LeftOut => ({ what, count, unit: 'entries' }));
  for (const [key, what] of Object.entries(TEXTS) as [TextKey, string][]) {
    const count = (whole.last?.[key]?.length ?? 0) - (shown.last?.[key]?.length ?? 0);
    if (count > 0) out.push({ what, count, unit: 'characters' });
  }
  return out;
}
