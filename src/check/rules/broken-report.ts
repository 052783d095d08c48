import type { RepositoryRule } from '../rule.ts';

/** What was imported from where stands in reports: one that cannot be read is the end of every later import from there. */
export const brokenReport: RepositoryRule = {
  name: 'broken-report',
  severity: 'error',
  checkAll: async (_rows, _derived, { imports }) => (await imports()).faults,
};
