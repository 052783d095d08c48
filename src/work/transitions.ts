import { ALLOWED } from '../record/allowed.ts';
import type { Kind } from '../record/kinds.ts';

/** Where a record of each kind may go from each state by itself; every one may be superseded besides. */
const NEXT: Readonly<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  plan: { stub: ['draft'], draft: ['ratified'], ratified: ['done'], done: ['ratified'] },
  workstream: {
    draft: ['active'],
    active: ['blocked', 'done'],
    blocked: ['active', 'done'],
    done: ['active'],
  },
  adr: { proposed: ['accepted', 'rejected'], accepted: ['deprecated'] },
  learning: { active: ['deprecated'] },
  // What a session's own status says (handed off, recovered, imported) is how it came to be: that stays.
  session: {},
};

export const SUPERSEDED = 'superseded';

/** The states a record of a kind can be put into. A learning that is superseded is deprecated, with a successor. */
export const statesOf = (kind: Kind): readonly string[] => [
  ...new Set([...ALLOWED[kind].status, SUPERSEDED]),
];

/** The states that a record may go to from one, in the order of its life. Any other takes force and a reason. */
export function nextStates(kind: Kind, from: string): readonly string[] {
  const own = Object.hasOwn(NEXT[kind], from) ? (NEXT[kind][from] ?? []) : [];
  return from === SUPERSEDED || (kind === 'learning' && from === 'deprecated') ? own : [...own, SUPERSEDED];
}

/** Whether a record in this state is over: nothing waits for it, and it waits for nothing. */
export const isOver = (status: string | undefined): boolean => status === 'done' || status === SUPERSEDED;
