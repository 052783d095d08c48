import type { Row } from '../work/row.ts';
import type { RowHead } from '../store/row-head.ts';
import type { RowSet } from '../store/row-set.ts';
import type { Question } from './partition.ts';

/** The rows a dashboard is made of, out of any number, and how many the others are. */
export interface Selection {
  /** Newest first. */
  readonly rows: readonly Row[];
  readonly sessions: number;
  readonly legacyUnattributed: number;
  readonly broken: number;
}

// Of the operator's own sessions: enough for the last one, and for those it could be instead.
const OF_MINE = 40;
const OF_BRANCH = 20;
const OF_WORKSTREAM = 6;
const BROKEN = 60;

/**
 * Picks, in one look at the heads, the rows that can matter: parsing twenty thousand to show ten would be
 * most of the wait. What is left out are sessions that are settled: old, with nothing open in them.
 */
export function select(
  set: RowSet,
  question: Pick<Question, 'subject' | 'target' | 'branch' | 'all'>,
): Selection {
  const { subject, target, branch, all } = question;
  const wanted = target?.kind === 'workstream' ? target.row.id : undefined;
  const counts = { sessions: 0, legacyUnattributed: 0, broken: 0 };
  // Of each owner, each workstream … the first so many that are met: the newest.
  const perOwner = firstOf(1);
  const perWorkstream = firstOf(1);
  const perWanted = firstOf(2);
  const mineWritten = firstOf(OF_MINE);
  const mineOnBranch = firstOf(OF_BRANCH);
  const minePerWorkstream = { auto: firstOf(OF_WORKSTREAM), written: firstOf(OF_WORKSTREAM) };
  const wantsSession = (head: RowHead): boolean => {
    const { owner = '', workstream = '' } = head;
    counts.sessions += 1;
    if (owner === '' && head.legacy) counts.legacyUnattributed += 1;
    let wants = head.openItems || head.closes || head.aliases;
    // Every one has to see the row, whether it is wanted already or not.
    if (perOwner(owner)) wants = true;
    if (workstream !== '' && perWorkstream(workstream)) wants = true;
    const mine = subject !== undefined && owner === subject;
    if (!mine && workstream !== wanted) return wants;
    const written = head.status === 'auto' ? 'auto' : 'written';
    if (workstream === wanted && perWanted(written)) wants = true;
    if (!mine) return wants;
    if (mineWritten(written)) wants = true;
    if ((head.branch ?? branch) === branch && mineOnBranch(written)) wants = true;
    if (workstream !== '' && minePerWorkstream[written](workstream)) wants = true;
    return wants;
  };
  const rows = set.where((head) => {
    if (head.broken) {
      counts.broken += 1;
      return all || counts.broken <= BROKEN;
    }
    if (head.stub) return false;
    switch (head.kind) {
      case 'session':
        return wantsSession(head);
      case 'workstream':
        return true;
      case 'learning':
        return head.aliases || head.closes || head.status !== 'deprecated';
      case 'plan':
      case 'adr':
        return head.openItems || head.closes || head.aliases;
    }
  });
  return { rows, ...counts };
}

/** Says of a value whether it is among the first so many of its like. */
function firstOf(most: number): (value: string) => boolean {
  const seen = new Map<string, number>();
  return (value) => {
    const count = (seen.get(value) ?? 0) + 1;
    seen.set(value, count);
    return count <= most;
  };
}
