import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import { quotedLine } from './quote.ts';
import type { WorkstreamFacts } from './snapshot.ts';

const OVER = new Set(['done', 'superseded']);
const STATUS_ORDER = ['active', 'blocked', 'draft', 'done', 'superseded'];

/**
 * Workstreams in the order in which they are looked at: by priority (P0 first, none last), what is going
 * on before what is blocked or only planned, then what was touched last.
 *
 * @param all also those that are done or superseded
 */
export function workstreams(
  rows: readonly Row[],
  sessions: readonly Row[],
  options: { all: boolean; first?: string | undefined },
): WorkstreamFacts[] {
  const touched = lastTouched(sessions);
  const over = new Set(rows.filter((row) => OVER.has(row.status ?? '')).map((row) => row.id));
  return rows
    .filter((row) => options.all || !over.has(row.id) || row.id === options.first)
    .map((row) => facts(row, touched.get(row.id), over))
    .sort(
      (a, b) =>
        Number(b.id === options.first) - Number(a.id === options.first) ||
        compareText(a.priority ?? 'P9', b.priority ?? 'P9') ||
        rank(a) - rank(b) ||
        (instantOf(b.updated ?? undefined) ?? 0) - (instantOf(a.updated ?? undefined) ?? 0) ||
        compareText(a.id, b.id),
    );
}

// Not by locale: loading the rules of one costs a third of Node's start.
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const rank = (workstream: WorkstreamFacts): number => {
  const at = STATUS_ORDER.indexOf(workstream.blockedBy.length > 0 ? 'blocked' : (workstream.status ?? ''));
  return at < 0 ? STATUS_ORDER.length : at;
};

function facts(row: Row, touched: string | undefined, over: ReadonlySet<string>): WorkstreamFacts {
  const next = row.progress?.next;
  // Only as long as what it waits for is not done: nobody goes back to tidy `blocked_by`.
  const blockers = OVER.has(row.status ?? '') ? [] : (row.blockedBy ?? []).filter((id) => !over.has(id));
  return {
    id: quotedLine(row.id),
    title: quotedLine(row.title),
    status: row.status === undefined ? null : quotedLine(row.status),
    priority: row.priority === undefined ? null : quotedLine(row.priority, 8),
    owner: row.owner === undefined ? null : quotedLine(row.owner),
    done: row.progress?.done ?? 0,
    total: row.progress?.total ?? 0,
    next: next === undefined ? null : { id: quotedLine(next.id), text: quotedLine(next.text) },
    updated: touched ?? row.created ?? null,
    blockedBy: blockers.map((id) => quotedLine(id)),
  };
}

/** The `created` of the newest session of each workstream. */
function lastTouched(sessions: readonly Row[]): Map<string, string> {
  const touched = new Map<string, string>();
  for (const { workstream, created } of sessions) {
    if (workstream === undefined || created === undefined) continue;
    const known = touched.get(workstream);
    if (known === undefined || (instantOf(created) ?? 0) > (instantOf(known) ?? 0)) {
      touched.set(workstream, created);
    }
  }
  return touched;
}
