import type { RepositoryRule } from '../rule.ts';

/** A file that came along is called by the hash of its bytes: others under that name are a damage, or somebody's edit. */
export const spoiltAsset: RepositoryRule = {
  name: 'spoilt-asset',
  severity: 'error',
  checkAll: async (_rows, _derived, { imports }) =>
    (await imports()).spoilt.map((path) => ({ path, args: {} })),
};
