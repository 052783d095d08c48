import type { RepositoryRule } from '../rule.ts';

/** A learning that said itself until when it holds, and is still called active. */
export const expiredLearning: RepositoryRule = {
  name: 'expired-learning',
  severity: 'info',
  checkAll: (rows, _derived, { time }) =>
    rows
      .filter(
        ({ status, expires }) =>
          expires !== undefined && status !== 'deprecated' && time.passed(time.endOf(expires)),
      )
      .map(({ path, id, expires = '' }) => ({ path, key: 'expires', args: { id, expires } })),
};
