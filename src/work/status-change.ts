import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { nearest } from '../text/nearest.ts';
import { blockersWith, blockersWithout } from './blockers.ts';
import { planNamer, progressText } from './progress.ts';
import type { Row } from './row.ts';
import { type RecordValues, stateOf, succession } from './succession.ts';
import { isOver, nextStates, statesOf, SUPERSEDED } from './transitions.ts';

/** What is asked of a record's state, and what its row does not say. */
export interface StatusRequest {
  readonly row: Row;
  readonly to: string;
  /** The successor, or a workstream that blocks. */
  readonly by?: Row | undefined;
  readonly reason?: string | undefined;
  readonly force: boolean;
  /** The local date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Keys that the record has now. */
  readonly has: {
    readonly ratified?: string | undefined;
    readonly deprecatedBy?: string | undefined;
    readonly reason?: string | undefined;
  };
  /** Tasks that are open, as `P4 Rewrite /resume`. */
  readonly openTasks: readonly string[];
}

/** A change of state with everything that goes with it, as values of records. */
export interface StatusChange {
  readonly from: string;
  readonly to: string;
  /** None where the record is as it is to be. */
  readonly records: readonly RecordValues[];
  readonly findings: readonly Diagnostic[];
}

/**
 * Plans a change of state. Pure.
 * @throws E_STATUS_… where it is none of the kind's states, no way leads there, or what goes with it is missing
 */
export function planStatus(request: StatusRequest, rows: readonly Row[]): StatusChange {
  const { row, by, reason } = request;
  const to = stateMeant(request);
  const from = stateOf(row, rows);
  const isMore = by !== undefined || (reason !== undefined && reason !== request.has.reason);
  if (from === to && !isMore) return { from, to, records: [], findings: [] };
  refuseUnlessAllowed(request, from, to);
  const values = ownValues(request, from, to, rows);
  // A reason alone says nothing of who has taken its place.
  const isLinked = to === SUPERSEDED ? by !== undefined : from === SUPERSEDED;
  const links = isLinked ? succession(row, to === SUPERSEDED ? by : undefined, rows) : [];
  return {
    from,
    to,
    records: [...(Object.keys(values).length > 0 ? [{ path: row.path, values }] : []), ...links],
    findings: findings(request, to, rows, values),
  };
}

function stateMeant({ row: { kind, id, path }, to }: StatusRequest): string {
  const states = statesOf(kind);
  if (!states.includes(to)) {
    throw new CanonError('E_STATUS_UNKNOWN', {
      path,
      data: { id, kind, status: to, states: [...states], near: nearest(to, states) },
    });
  }
  return kind === 'learning' && to === SUPERSEDED ? 'deprecated' : to;
}

function refuseUnlessAllowed(
  { row, by, reason, force, to: asked }: StatusRequest,
  from: string,
  to: string,
): void {
  const { kind, id, path } = row;
  if (by === row) throw new CanonError('E_STATUS_SELF', { path, data: { id } });
  if (asked === SUPERSEDED && from !== to && !by) {
    throw new CanonError('E_STATUS_BY', { path, data: { id, kind } });
  }
  const takesBy =
    to === SUPERSEDED ||
    (kind === 'learning' && to === 'deprecated') ||
    (kind === 'workstream' &&
      (to === 'blocked' || (to === 'active' && ['blocked', 'active'].includes(from))));
  if (by && !takesBy) throw new CanonError('E_STATUS_BY_NONE', { path, data: { id, kind, from, to } });
  if (from !== to && !nextStates(kind, from).includes(to)) {
    const data = { id, kind, from, to, next: [...nextStates(kind, from)] };
    if (!force) throw new CanonError('E_STATUS_TRANSITION', { path, data });
    if (!reason) throw new CanonError('E_STATUS_REASON', { path, data });
  }
  if (to === 'deprecated' && from !== to && asked === to && !reason) {
    throw new CanonError('E_STATUS_REASON', { path, data: { id, kind, from, to, next: [] } });
  }
  if (kind === 'learning' && by?.status === 'deprecated') {
    throw new CanonError('E_STATUS_SUCCESSOR', { path, data: { id, by: by.id } });
  }
}

function ownValues(
  { row, by, reason, today, has }: StatusRequest,
  from: string,
  to: string,
  rows: readonly Row[],
): RecordValues['values'] {
  const values: Record<string, string | readonly string[] | undefined> = {};
  const set = (key: string, value: string | undefined, old: string | undefined): void => {
    if (value !== old) values[key] = value;
  };
  if (!(row.kind === 'session' && to === SUPERSEDED)) set('status', to, row.status);
  // Without a new one the old reason would be said of the new state.
  set('status_reason', reason ?? (from === to ? has.reason : undefined), has.reason);
  if (row.kind === 'plan' && to === 'ratified' && from !== to) {
    // One that is taken up again was agreed on when it was.
    const again = from === 'done' || from === SUPERSEDED;
    set('ratified', again ? (has.ratified ?? today) : today, has.ratified);
  }
  if (row.kind === 'learning') {
    set('deprecated_by', to === 'deprecated' ? (by?.id ?? has.deprecatedBy) : undefined, has.deprecatedBy);
  }
  if (row.kind === 'workstream') {
    const old = row.blockedBy ?? [];
    const list = blockersOf(row, by, from, to, rows);
    if (list.length !== old.length) values['blocked_by'] = list.length > 0 ? list : undefined;
  }
  return values;
}

function blockersOf(
  row: Row,
  by: Row | undefined,
  from: string,
  to: string,
  rows: readonly Row[],
): readonly string[] {
  if (to === 'blocked') return blockersWith(row, by, rows);
  if (from === 'blocked' || (to === 'active' && by))
    return blockersWithout(row, to === 'active' ? by : undefined, rows);
  return row.blockedBy ?? [];
}

function findings(
  { row, openTasks }: StatusRequest,
  to: string,
  rows: readonly Row[],
  values: RecordValues['values'],
): Diagnostic[] {
  const { id, path, kind } = row;
  const found: Diagnostic[] = [];
  const warn = (code: string, list: readonly string[]): void => {
    if (list.length > 0) found.push({ code, severity: 'warning', path, args: { id, list: [...list] } });
  };
  if (kind === 'workstream' && to === 'done') warn('status-open-tasks', openTasks);
  if (kind === 'workstream' && (to === 'done' || to === 'active')) {
    const list = 'blocked_by' in values ? (values['blocked_by'] ?? []) : (row.blockedBy ?? []);
    const due = (Array.isArray(list) ? list : [list]).filter(
      (one) => !isOver(rows.find((other) => other.kind === 'workstream' && other.id === one)?.status),
    );
    warn('status-still-blocked', due);
  }
  if (kind === 'plan' && to === 'done') {
    const planOf = planNamer(rows);
    const due = rows.filter(
      (one) =>
        one.kind === 'workstream' && one.plan !== undefined && planOf(one.plan) === id && !isOver(one.status),
    );
    const told = due.map((one) => [one.id, one.status, progressText(one.progress)].filter(Boolean).join(' '));
    warn('status-open-workstreams', told);
  }
  return found;
}
