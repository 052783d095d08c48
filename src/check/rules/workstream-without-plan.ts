import { nearest } from '../../text/nearest.ts';
import type { Finding, RepositoryRule } from '../rule.ts';

const OVER: ReadonlySet<string | undefined> = new Set(['done', 'superseded']);

/** A workstream says which plan it carries out. One that names none may be meant so; one that names another is lost. */
export const workstreamWithoutPlan: RepositoryRule = {
  name: 'workstream-without-plan',
  severity: 'warning',
  checkAll(rows, _derived, { lookup }) {
    return rows.flatMap(({ kind, path, id, status, plan, fault }): Finding[] => {
      if (kind !== 'workstream' || fault) return [];
      if (plan === undefined) return OVER.has(status) ? [] : [{ path, severity: 'info', args: { id } }];
      if (lookup.find(plan, ['plan'])) return [];
      return [{ path, key: 'plan', args: { id, plan, near: nearest(plan, lookup.ids(['plan'])) } }];
    });
  },
};
