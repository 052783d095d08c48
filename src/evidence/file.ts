import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atomicWrite, codeOf } from '../store/atomic.ts';
import { localFile } from '../store/local.ts';
import { withLock } from '../store/lock.ts';
import type { Project } from '../store/project.ts';
import { type EvidenceLine, parseEvidence, printEvidence } from './run.ts';

export type Place = Pick<Project, 'local' | 'worktreeKey' | 'top'>;

/** Whose evidence it is: that of an agent's session, or else of what an operator runs by hand. */
export type Holder = { readonly hostSession: string } | { readonly operator: string };

const FOLDER = 'evidence';
/** Nobody hands that off any more; in milliseconds. */
const OLD = 30 * 24 * 60 * 60_000;
const MOST = 1000;

/** What no file can be called is spelled out. */
const asName = (text: string): string =>
  text.replace(/[^A-Za-z0-9._-]/g, (character) => `%${character.codePointAt(0)?.toString(16) ?? ''}`);

const nameOf = (holder: Holder): string =>
  'hostSession' in holder
    ? `session-${asName(holder.hostSession)}.jsonl`
    : `operator-${asName(holder.operator)}.jsonl`;

/** What is kept of one holder in this work tree, the oldest first; nothing where there is no file that can be read. */
export function readEvidence(project: Place, holder: Holder): EvidenceLine[] {
  let text: string;
  try {
    text = readFileSync(join(project.local, FOLDER, project.worktreeKey, nameOf(holder)), 'utf8');
  } catch (error) {
    if (codeOf(error) === '') throw error;
    return [];
  }
  return text
    .split('\n')
    .map(parseEvidence)
    .filter((line) => line !== undefined)
    .filter((line) => line.e !== 'run' || line.worktree === project.top);
}

/**
 * Adds a line. The file is replaced as a whole, so that whoever is killed leaves the old one, and what nobody will
 * come back to is left out. The caller holds the lock.
 */
async function addLine(project: Place, holder: Holder, line: EvidenceLine): Promise<void> {
  const before = readEvidence(project, holder).filter(({ t }) => line.t - t < OLD);
  const lines = [...before, line].slice(-MOST);
  const file = localFile(project, FOLDER, project.worktreeKey, nameOf(holder));
  await atomicWrite(file, lines.map(printEvidence).join(''), { mode: 0o600 });
}

/** Adds lines one way or the other: nobody else does meanwhile. */
export const changing = <T>(
  project: Place,
  change: (add: (holder: Holder, line: EvidenceLine) => Promise<void>) => Promise<T>,
): Promise<T> => withLock(project, FOLDER, () => change((holder, line) => addLine(project, holder, line)));
