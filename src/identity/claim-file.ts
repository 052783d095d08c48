import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readHead } from '../git/head.ts';
import { absent, createExclusive } from '../store/atomic.ts';
import { localFile } from '../store/local.ts';
import type { Project } from '../store/project.ts';
import type { Who } from './whoami.ts';

/** What a claim's file will hold, and whether it has to outlive a power cut. */
export interface ClaimFile {
  readonly content: string;
  readonly durable?: boolean;
}

/** Makes a claim's file; false where somebody else has it. */
export const create = (
  project: Pick<Project, 'local'>,
  name: string,
  { content, durable = true }: ClaimFile,
): Promise<boolean> => createExclusive(localFile(project, 'claims', name), content, { mode: 0o600, durable });

/** Where the claims of a clone are, a file each. */
export const folderOf = (project: Pick<Project, 'local'>): string => join(project.local, 'claims');

/** What a claim's file says. One that cannot be read still holds its id. */
export function parse(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Every name that is claimed in this clone: session ids, and numbers of decision records. */
export async function claimedNames(project: Pick<Project, 'local'>): Promise<string[]> {
  return (await readdir(folderOf(project)).catch(absent)) ?? [];
}

/** What the file of a claim that is made now says. */
export async function contentOf(
  { root, repo }: Project,
  who: Pick<Who, 'slug'>,
  claimedAt: string,
  { hostSession, madeBy }: { readonly hostSession?: string | undefined; readonly madeBy?: 'tick' } = {},
): Promise<string> {
  const head = await readHead(repo);
  return `${JSON.stringify({
    operator: who.slug,
    claimed_at: claimedAt,
    worktree: root,
    host_session: hostSession ?? null,
    branch: head.branch,
    head: head.oid,
    ...(madeBy === undefined ? {} : { made_by: madeBy }),
  })}\n`;
}
