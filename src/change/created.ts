import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atomicWrite } from '../store/atomic.ts';
import type { ChangeProject } from './project.ts';

// Files that canon made and did not commit (`new`, `--no-commit`), with the hash of what it wrote: as
// long as nobody touched one, it is canon's own to commit whole.

const fileOf = (project: ChangeProject): string =>
  join(project.local, 'created', `${project.worktreeKey}.json`);

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The list as it stands in its file; another after every change that was only written. */
export function createdText(project: ChangeProject): string {
  try {
    return readFileSync(fileOf(project), 'utf8');
  } catch {
    return '{}';
  }
}

/** Hashes of what canon made and nobody committed yet, by path. */
export async function createdHashes(project: ChangeProject): Promise<Readonly<Record<string, string>>> {
  try {
    const read: unknown = JSON.parse(createdText(project));
    return typeof read === 'object' && read !== null ? { ...(read as Record<string, string>) } : {};
  } catch {
    // Half of nothing: without the list, such files are simply left to the person.
    return {};
  }
}

/** Notes what was made or edited (text), and what is committed or gone (null). Under the project's lock. */
export async function noteCreated(
  project: ChangeProject,
  texts: ReadonlyMap<string, string | null>,
): Promise<void> {
  const known = await createdHashes(project);
  const now: Record<string, string> = { ...known };
  for (const [path, text] of texts) {
    if (text === null) delete now[path];
    else now[path] = hashOf(text);
  }
  if (JSON.stringify(now) === JSON.stringify(known)) return;
  await atomicWrite(fileOf(project), `${JSON.stringify(now)}\n`, { mode: 0o600, durable: false });
}
