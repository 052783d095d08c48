import type { Finding, RepositoryRule } from '../rule.ts';

/** A task is ticked and talked about by its id: two of one id in a workstream are one too many. */
export const duplicateTaskId: RepositoryRule = {
  name: 'duplicate-task-id',
  severity: 'warning',
  checkAll: (rows) =>
    rows.flatMap(({ path, tasks = [] }) => {
      const lines = new Map<string, number>();
      return tasks.flatMap(({ id, line }): Finding[] => {
        const first = lines.get(id);
        if (first !== undefined) return [{ path, line, args: { task: id, first } }];
        lines.set(id, line);
        return [];
      });
    }),
};
