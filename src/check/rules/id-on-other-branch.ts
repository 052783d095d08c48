import type { Finding, RepositoryRule } from '../rule.ts';

/**
 * One id, one record, on every branch. Two that were made apart meet when their branches are merged; the younger one
 * is to get another id before that, and where the younger one is there, that is for those to do whose branch it is.
 */
export const idOnOtherBranch: RepositoryRule = {
  name: 'id-on-other-branch',
  severity: 'warning',
  async checkAll(_rows, _derived, { others }) {
    const { ids, left } = await others();
    const found = ids.map(({ id, here, path, refs, record, younger }): Finding => {
      const [ref = '', ...more] = refs;
      const args = {
        id,
        ref,
        more: more.length,
        there: path,
        younger,
        operator: record.owner ?? '',
        created: record.created ?? '',
      };
      return { path: here, ...(younger === 'here' ? {} : { severity: 'info' }), args };
    });
    return left === 0 ? found : [...found, { severity: 'info', args: { left } }];
  },
};
