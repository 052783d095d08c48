import { isDate } from '../../record/ids.ts';
import type { Finding, RepositoryRule } from '../rule.ts';

/** So many days an active workstream may rest. */
export const IDLE_DAYS = 14;

const dayOf = (created: string | undefined): string => created?.slice(0, 10) ?? '';

/** What is called active is what somebody works on: no session for two weeks says otherwise. */
export const idleWorkstream: RepositoryRule = {
  name: 'idle-workstream',
  severity: 'info',
  checkAll(rows, _derived, { lookup, time }) {
    const newest = new Map<string, string>();
    for (const row of rows) {
      if (row.kind === 'workstream' && row.status === 'active' && !row.fault)
        newest.set(row.id, dayOf(row.created));
    }
    if (newest.size === 0) return [];
    for (const { kind, workstream, created } of rows) {
      if (kind !== 'session' || workstream === undefined) continue;
      const id = newest.has(workstream) ? workstream : lookup.find(workstream, ['workstream'])?.id;
      const known = id === undefined ? undefined : newest.get(id);
      const day = dayOf(created);
      // Days in text have the order of time.
      if (id !== undefined && known !== undefined && day > known) newest.set(id, day);
    }
    const findings: Finding[] = [];
    for (const [id, last] of newest) {
      if (!isDate(last) || !time.passed(time.endOf(last, IDLE_DAYS))) continue;
      const path = lookup.find(id, ['workstream'])?.path ?? '';
      findings.push({ path, key: 'status', args: { id, last } });
    }
    return findings;
  },
};
