import { parseSessionId } from '../../record/ids.ts';
import type { Around, CheckedRow, CommitState, Finding, RepositoryRule } from '../rule.ts';

const COMMIT = /^[0-9a-f]{7,64}$/;

/** What a task names as its evidence is a session or a commit that anybody can look at. */
export const badEvidence: RepositoryRule = {
  name: 'bad-evidence',
  severity: 'warning',
  async checkAll(rows, _derived, around) {
    const named = rows.flatMap(({ tasks = [] }) => tasks.flatMap(({ evidence }) => evidence));
    if (named.length === 0) return [];
    const isRecord = (name: string): boolean => around.lookup.find(name) !== undefined;
    // A record may be called like a commit.
    const commits = await around.commits(named.filter((name) => COMMIT.test(name) && !isRecord(name)));
    return rows.flatMap((row) => judge(row, around, commits));
  },
};

function judge(
  { path, tasks = [] }: CheckedRow,
  { lookup, isBeingWritten }: Around,
  commits: ReadonlyMap<string, CommitState>,
): Finding[] {
  return tasks.flatMap(({ id: task, line, evidence }) =>
    evidence.flatMap((name): Finding[] => {
      const state = commits.get(name);
      if (state === 'commit' || lookup.find(name)) return [];
      if (isBeingWritten(name))
        return [{ path, line, severity: 'info', args: { task, name, why: 'claimed' } }];
      if (state === 'missing')
        return [{ path, line, severity: 'info', args: { task, name, why: 'not-here' } }];
      const why = state === 'other' ? 'no-commit' : parseSessionId(name) ? 'no-session' : 'neither';
      return [{ path, line, args: { task, name, why } }];
    }),
  );
}
