import type { RepositoryRule } from '../rule.ts';

/** A ratified plan that nothing carries out has no progress and never will have. */
export const planWithoutWorkstream: RepositoryRule = {
  name: 'plan-without-workstream',
  severity: 'warning',
  checkAll(rows, _derived, { lookup }) {
    const carried = new Set<string>();
    for (const { kind, plan } of rows) {
      if (kind === 'workstream' && plan !== undefined) carried.add(lookup.find(plan, ['plan'])?.path ?? '');
    }
    return rows
      .filter(({ kind, status, path }) => kind === 'plan' && status === 'ratified' && !carried.has(path))
      .map(({ path, id }) => ({ path, key: 'status', args: { id } }));
  },
};
