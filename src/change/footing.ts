import { readHead, type Head } from '../git/head.ts';
import { createdText } from './created.ts';
import type { ChangeProject } from './project.ts';

/**
 * What a change was worked out on. Every change that lands in this work tree makes another of it: a commit moves
 * HEAD, and what is only written is noted as canon's own.
 */
export interface Footing {
  readonly head: Head;
  readonly created: string;
}

/** Where a change would land right now. To be asked before anything that the change is made from is read. */
export async function footingOf(project: ChangeProject, head = readHead(project.repo)): Promise<Footing> {
  const created = createdText(project);
  return { head: await head, created };
}

/** Whether nothing has landed since. For a caller that has the work tree's lock, under which it stays so. */
export async function stillStands(project: ChangeProject, { head, created }: Footing): Promise<boolean> {
  const now = await footingOf(project);
  return now.created === created && now.head.oid === head.oid && now.head.branch === head.branch;
}
