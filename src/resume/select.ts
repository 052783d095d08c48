import { makingOf } from '../work/imported.ts';
import { splitItemRef } from '../work/item-closers.ts';
import { isUncertain } from '../work/learnings.ts';
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
  /** Whether an id that stands in the `closes` of these rows is that of a record which is not among them. */
  readonly isLive: (id: string) => boolean;
}

// Of the operator's own sessions: enough for the last one, and for those it could be instead, also where the newest
// of them have been replaced by others.
const OF_MINE = 20;
const OF_BRANCH = 12;
const OF_WORKSTREAM = 6;
const BROKEN = 60;
const OVER: ReadonlySet<string | undefined> = new Set(['done', 'superseded']);

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
  const first = target?.kind === 'session' ? target.row.workstream : wanted;
  const counts = { sessions: 0, legacyUnattributed: 0, broken: 0 };
  const over = overWorkstreams(set);
  // Of each owner, each workstream … the first so many that are met: the newest.
  const perOwner = firstOf(1);
  const perWorkstream = firstOf(1);
  const perWanted = firstOf(2);
  const mineMade = firstOf(OF_MINE);
  const mineOnBranch = firstOf(OF_BRANCH);
  const minePerWorkstream = {
    hand: firstOf(OF_WORKSTREAM),
    imported: firstOf(OF_WORKSTREAM),
    auto: firstOf(OF_WORKSTREAM),
  };
  const near = nearWorkstreams(branch);
  const wantsSession = (head: RowHead): boolean => {
    const { owner = '', workstream = '' } = head;
    counts.sessions += 1;
    if (owner === '' && head.legacy) counts.legacyUnattributed += 1;
    let wants = head.openItems || head.closes || head.aliases;
    // Every one has to see the row, whether it is wanted already or not.
    if (perOwner(owner)) wants = true;
    if (
      workstream !== '' &&
      perWorkstream(workstream) &&
      (all || workstream === first || !over.has(workstream))
    )
      wants = true;
    const mine = subject !== undefined && owner === subject;
    if (!mine && workstream !== wanted) return wants;
    const making = makingOf(head.status);
    if (workstream === wanted && perWanted(making)) wants = true;
    if (!mine) return wants;
    if (mineMade(making)) wants = true;
    const isHere = (head.branch ?? branch) === branch;
    if (isHere && mineOnBranch(making)) wants = true;
    if (near(workstream, isHere && making === 'hand') && minePerWorkstream[making](workstream)) wants = true;
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
        return head.aliases || head.closes || (head.status !== 'deprecated' && !isUncertain(head));
      case 'plan':
      case 'adr':
        return head.openItems || head.closes || head.aliases;
    }
  });
  return { rows, ...counts, isLive: liveIn(set, rows) };
}

/** Looks for ids only where one might be an alias as well: mostly none is. */
function liveIn(set: RowSet, rows: readonly Row[]): (id: string) => boolean {
  const aliases = new Set(rows.flatMap((row) => row.aliases ?? []));
  const closed = rows.flatMap(({ closes }) => (closes ?? []).map((ref) => splitItemRef(ref).id));
  const asked = new Set(closed.filter((id) => aliases.has(id)));
  if (asked.size === 0) return () => false;
  const live = new Set<string>();
  set.each(({ id, kind }) => {
    if ((kind === 'session' || kind === 'plan') && asked.has(id)) live.add(id);
  });
  return (id) => live.has(id);
}

/** Workstreams of which nobody is shown when they were touched last. */
function overWorkstreams(set: RowSet): ReadonlySet<string> {
  const over = set.having('kind', 'workstream').filter(({ status }) => OVER.has(status));
  return new Set(over.map(({ id }) => id));
}

/**
 * Says of a session's workstream whether the last session may be of it: that is one of the branch, or one of the same
 * workstream as the newest of the branch, or of the workstream that the branch is called after. As long as few of the
 * branch have been met, the newest that counts may still come, and any workstream will do.
 */
function nearWorkstreams(branch: string | null): (workstream: string, isOfBranch: boolean) => boolean {
  const near = new Set([branch?.slice(branch.lastIndexOf('/') + 1) ?? '']);
  let met = 0;
  return (workstream, isOfBranch) => {
    const wants = workstream !== '' && (met < OF_WORKSTREAM || near.has(workstream));
    if (isOfBranch && met < OF_WORKSTREAM) {
      met += 1;
      near.add(workstream);
    }
    return wants;
  };
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
