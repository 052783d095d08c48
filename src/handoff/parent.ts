import type { RowSet } from '../store/row-set.ts';

/** What a session is about, as far as it tells which one it continues. */
export interface Continuing {
  /** Its own id, where it has a record already. */
  readonly id: string;
  readonly operator: string;
  readonly workstream: string | undefined;
  /** Null on a detached HEAD. */
  readonly branch: string | null;
}

// As the schema has it: a file from before canon may have blanks in its name.
const ID = /^[^\s/\\]+$/;

/**
 * The session that a new one continues: the previous one on its workstream, whoever wrote it; of one without a
 * workstream, the operator's previous one on the branch.
 */
export function previousSession(
  rows: Pick<RowSet, 'each'>,
  { id, operator, workstream, branch }: Continuing,
): string | undefined {
  let found: string | undefined;
  rows.each((head) => {
    if (head.kind !== 'session' || head.stub || head.broken || head.id === id || !ID.test(head.id))
      return true;
    const continues =
      workstream === undefined
        ? branch !== null && head.owner === operator && head.branch === branch
        : head.workstream === workstream;
    if (continues) found = head.id;
    // They come newest first.
    return !continues;
  });
  return found;
}
