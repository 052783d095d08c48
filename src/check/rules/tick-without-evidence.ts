import type { RepositoryRule } from '../rule.ts';

/**
 * A task that is done names the session or the commit that did it: "4 of 9" is then more than somebody's word. One
 * finding a workstream: lists that were ticked by hand have many.
 */
export const tickWithoutEvidence: RepositoryRule = {
  name: 'tick-without-evidence',
  severity: 'info',
  checkAll: (rows) =>
    rows.flatMap(({ path, tasks }) => {
      const bare = tasks?.filter(({ state, evidence }) => state === 'done' && evidence.length === 0) ?? [];
      const [first] = bare;
      return first ? [{ path, line: first.line, args: { tasks: bare.map(({ id }) => id) } }] : [];
    }),
};
