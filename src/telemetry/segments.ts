import { type Call, type Journal, keyOf, type Mark } from './calls.ts';
import { isShell } from './shell.ts';

/** The calls of a host session by the records that were written of them. */
export interface Segments {
  /** Every record that is there and has a mark, by its key, in order of its first one, with its calls. */
  readonly records: ReadonlyMap<string, readonly Call[]>;
  /** Calls of no record yet: the next one is of them. */
  readonly open: readonly Call[];
  /** Ids of those open calls that were going on while a record was written: its handoff, as a rule. */
  readonly handoff: ReadonlySet<string>;
}

/**
 * A call belongs to the record of the first mark below the first line that tells of it, if there is that record: a
 * handoff that was refused, or killed, marks for nothing. A mark of the same record again extends it.
 * @param isRecord whether there is the record of a key
 */
export function segmentsOf(journal: Journal, isRecord: (key: string) => boolean): Segments {
  const marks = journal.marks.filter((mark) => isRecord(keyOf(mark)));
  const records = new Map<string, Call[]>();
  for (const mark of marks) if (!records.has(keyOf(mark))) records.set(keyOf(mark), []);
  const open: Call[] = [];
  let next = 0;
  // Both are in the order of the journal.
  for (const call of journal.calls) {
    while (next < marks.length && (marks[next]?.seq ?? 0) < call.seq) next += 1;
    const mark = marks.slice(next).find(({ until }) => until === undefined || call.at <= until);
    (mark === undefined ? open : (records.get(keyOf(mark)) ?? open)).push(call);
  }
  return { records, open, handoff: goingOn(open, marks) };
}

/**
 * Calls that began before a mark and ended after it. A host that does not say how long a call took leaves only a
 * guess: the first shell command that ended after the mark is the one that wrote it.
 */
function goingOn(open: readonly Call[], marks: readonly Mark[]): Set<string> {
  const found = new Set<string>();
  for (const { t } of marks) {
    let first: Call | undefined;
    for (const call of open) {
      if (call.at < t) continue;
      if (call.ms !== undefined) {
        if (call.at - call.ms <= t) found.add(call.id);
      } else if (isShell(call.tool) && (first === undefined || call.at < first.at)) first = call;
    }
    // Of the last mark only: after an earlier one came calls that the last has taken.
    if (first !== undefined && t === marks.at(-1)?.t) found.add(first.id);
  }
  return found;
}

/** Whether a call is that of the handoff itself. It counts for the next record, but is no work by itself. */
export const isHandoffCall = (segments: Segments, call: Pick<Call, 'id'>): boolean =>
  segments.handoff.has(call.id);

/** Whether there was work after the last record. */
export const isUnclosed = (segments: Segments): boolean =>
  segments.open.some((call) => !isHandoffCall(segments, call));
