import { readdirSync, renameSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { absent, atomicWrite } from '../store/atomic.ts';
import { hashOf } from './created.ts';
import type { ChangePlan, CommitMessage, PlannedFile, TextEdit } from './plan.ts';
import type { ChangeProject } from './project.ts';

/** What a run was about to do when it was killed: written, and on the disk, before the branch moves. */
export type Note =
  | {
      /** New records are being put into the work tree; nothing is committed. */
      readonly version: 1;
      readonly kind: 'plan';
      readonly branch: string;
      readonly plan: ChangePlan;
    }
  | {
      readonly version: 1;
      readonly kind: 'commit';
      readonly branch: string;
      /** The commit before (null: none), and the one that was made. */
      readonly from: string | null;
      readonly to: string;
      /** The edits that `to` holds; derived ones are marked. */
      readonly message: CommitMessage;
      readonly files: readonly PlannedFile[];
      /** `to` stands in the place of `from`. */
      readonly amend: boolean;
    }
  | {
      readonly version: 1;
      readonly kind: 'move';
      readonly branch: string;
      readonly from: string;
      readonly to: string;
    };

/** Files that a run was writing into the work tree alone, in this order, when it was killed. */
export interface WriteNote {
  readonly version: 1;
  readonly subject: string;
  readonly files: readonly {
    readonly path: string;
    readonly edits: readonly TextEdit[];
    /** Hashes of the file before and after; null: it was, or is, not there. */
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

const folderOf = ({ local }: ChangeProject): string => join(local, 'pending');

const fileOf = (project: ChangeProject): string => join(folderOf(project), `${project.worktreeKey}.json`);

// Apart from the other, which may have to wait for its branch while this one is written and dropped.
const writesOf = (project: ChangeProject): string =>
  join(folderOf(project), `${project.worktreeKey}.writes.json`);

// Where a note waits for its branch while others are written, for other branches.
const asideOf = (project: ChangeProject, branch: string): string =>
  join(folderOf(project), `${asidePrefix(project)}${hashOf(branch).slice(0, 16)}.json`);
const asidePrefix = ({ worktreeKey }: ChangeProject): string => `${worktreeKey}.branch-`;

/** Whether an earlier run has left something to be finished: see `finishInterrupted`, which is large to load. */
export function isInterrupted(project: ChangeProject): boolean {
  const [own, aside] = [`${project.worktreeKey}.`, asidePrefix(project)];
  try {
    const names = readdirSync(folderOf(project));
    return names.some((name) => [`${own}json`, `${own}writes.json`].includes(name) || name.startsWith(aside));
  } catch {
    return false;
  }
}

/** Puts the note away until its branch is checked out again. */
export function setNoteAside(project: ChangeProject, { branch }: Note): void {
  renameSync(fileOf(project), asideOf(project, branch));
}

/** Takes the note of a branch back that was put away. */
export async function takeNoteBack(project: ChangeProject, branch: string): Promise<Note | undefined> {
  try {
    renameSync(asideOf(project, branch), fileOf(project));
  } catch (error) {
    return absent(error);
  }
  return readNote(project);
}

/** When the note was written, in milliseconds of the file system's clock; 0 where there is none. */
export const noteTime = async (project: ChangeProject): Promise<number> =>
  (await stat(fileOf(project)).catch(absent))?.mtimeMs ?? 0;

export const readNote = (project: ChangeProject): Promise<Note | undefined> =>
  readJson<Note>(fileOf(project));

export const readWriteNote = (project: ChangeProject): Promise<WriteNote | undefined> =>
  readJson<WriteNote>(writesOf(project));

async function readJson<T extends { readonly version: 1 }>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(absent);
  if (text === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    const known = typeof read === 'object' && read !== null && 'version' in read && read.version === 1;
    return known ? (read as T) : undefined;
  } catch {
    return undefined;
  }
}

// A plan survives the process; from a commit on, it has to survive the machine.
export const writeNote = (project: ChangeProject, note: Note): Promise<void> =>
  atomicWrite(fileOf(project), Buffer.from(JSON.stringify(note)), {
    mode: 0o600,
    durable: note.kind !== 'plan',
  });

export const dropNote = (project: ChangeProject): void => rmSync(fileOf(project), { force: true });

export const writeWriteNote = (project: ChangeProject, note: WriteNote): Promise<void> =>
  atomicWrite(writesOf(project), `${JSON.stringify(note)}\n`, { mode: 0o600, durable: false });

export const dropWriteNote = (project: ChangeProject): void => rmSync(writesOf(project), { force: true });
