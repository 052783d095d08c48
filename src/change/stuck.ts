import type { CommitFacts } from '../git/log.ts';

/** Why unpushed commits stay where they are. `detail` names the file, the commit, or what git said. */
export type Stuck = {
  readonly stuck: 'merge' | 'signed' | 'shared' | 'conflict' | 'dirty' | 'taken' | 'locked' | 'unreadable';
  readonly detail: string;
};

/** A commit in one line. */
export const short = ({ oid, subject }: CommitFacts): string => `${oid.slice(0, 7)} ${subject}`;
