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
  const few = counter();
  const wantsSession = (head: RowHead): boolean => {
    counts.sessions += 1;
    if (head.legacy && head.owner === undefined) counts.legacyUnattributed += 1;
    const { owner = '', workstream = '' } = head;
    // Every counter has to see the row, so no short circuit.
    const mine = subject !== undefined && owner === subject;
    const written = head.status === 'auto' ? 'auto' : 'written';
    const reasons = [
      head.openItems || head.closes || head.aliases,
      few('owner', owner, 1),
      workstream !== '' && few('workstream', workstream, 1),
      workstream === wanted && few('wanted', written, 2),
      mine && few('mine', written, OF_MINE),
      mine && (head.branch ?? branch) === branch && few('branch', written, OF_BRANCH),
      mine && workstream !== '' && few(`stream ${written}`, workstream, OF_WORKSTREAM),
    ];
    return reasons.includes(true);
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

/** Says of a value, of some sort, whether it is among the first so many seen. */
function counter(): (sort: string, value: string, most: number) => boolean {
  const seen = new Map<string, number>();
  return (sort, value, most) => {
    const key = `${sort}\n${value}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= most;
  };
}
