import { isAbsolute, resolve } from 'node:path';
import { safeLine } from '../text/safe.ts';
import type { TranscriptFacts } from './facts.ts';
import { text, time } from './json.ts';
import { requestIn } from './request.ts';

/** Something that an agent had on its list and did not complete. */
export interface OpenTask {
  readonly text: string;
  /** It had begun with it. */
  readonly begun: boolean;
}

// No session has more; a file made to fill the memory has.
const MOST_EDITS = 50_000;
const MOST_TASKS = 200;
const MOST_BRANCHES = 20;
const LONGEST_PATH = 4096;
const LONGEST_TASK = 300;
const LONGEST_REQUEST = 1000;

interface Task extends OpenTask {
  readonly open: boolean;
}

/** What is noted of a session while its lines go by. */
export interface Notes {
  cwd: string | undefined;
  base: string | undefined;
  first: number | undefined;
  last: number | undefined;
  /** In order, the last one last. */
  readonly branches: Set<string>;
  /** Files by the call that edits them. */
  readonly edits: Map<string, readonly string[]>;
  /** By the agent's own id of it, or by its place in a list that is written anew each time. */
  readonly tasks: Map<string, Task>;
  readonly requests: {
    readonly kept: boolean;
    count: number;
    first: string | undefined;
    last: string | undefined;
  };
}

export const notes = (requests: boolean): Notes => ({
  cwd: undefined,
  base: undefined,
  first: undefined,
  last: undefined,
  branches: new Set(),
  edits: new Map(),
  tasks: new Map(),
  requests: { kept: requests, count: 0, first: undefined, last: undefined },
});

/** Notes when something happened. */
export function noteTime(noted: Notes, timestamp: unknown): void {
  const ms = time(timestamp);
  if (ms === undefined) return;
  noted.first = Math.min(noted.first ?? ms, ms);
  noted.last = Math.max(noted.last ?? ms, ms);
}

/** Notes the folder that the session began in. */
export function noteFolder(noted: Notes, cwd: unknown): void {
  const folder = text(cwd);
  if (folder !== undefined && folder.length <= LONGEST_PATH) noted.cwd ??= folder;
}

// What git allows in the name of a branch, and what a line can hold. `HEAD` is what hosts write for none.
// eslint-disable-next-line no-control-regex
const BRANCH = /^(?!HEAD$|-|\/)[^\u0000-\u0020\u007F-\u009F~^:?*[\\\u2028\u2029]{1,200}$/;

/** Notes the branch that it is on. */
export function noteBranch(noted: Notes, value: unknown): void {
  const branch = text(value);
  if (branch === undefined || !BRANCH.test(branch)) return;
  noted.branches.delete(branch);
  if (noted.branches.size < MOST_BRANCHES) noted.branches.add(branch);
}

/** Notes the files that a call edits. */
export function noteEdits(
  noted: Notes,
  call: string,
  files: readonly string[],
  cwd: string | undefined,
): void {
  const from = cwd ?? noted.cwd;
  const known = noted.edits.get(call) ?? [];
  const paths = files.flatMap((file) => {
    if (file === '' || file.length > LONGEST_PATH || file.includes('\0')) return [];
    if (isAbsolute(file)) return [resolve(file)];
    return from === undefined || !isAbsolute(from) ? [] : [resolve(from, file)];
  });
  if (paths.length > 0 && (known.length > 0 || noted.edits.size < MOST_EDITS))
    noted.edits.set(call, [...new Set([...known, ...paths])].slice(0, MOST_TASKS));
}

/** Notes a task as it stands now. */
export function noteTask(noted: Notes, key: string, said: unknown, status: unknown): void {
  const known = noted.tasks.get(key);
  const words = oneLine(said) ?? known?.text;
  if (words === undefined || (known === undefined && noted.tasks.size >= MOST_TASKS)) return;
  const state = text(status);
  const isNew = known === undefined;
  noted.tasks.set(key, {
    text: words,
    begun: state === undefined ? !isNew && known.begun : state === 'in_progress',
    open: state === undefined ? isNew || known.open : state !== 'completed' && state !== 'deleted',
  });
}

/** The list of tasks is written anew: what stood in it before is no more. */
export function newList(noted: Notes): void {
  for (const key of noted.tasks.keys()) if (key.startsWith(LISTED)) noted.tasks.delete(key);
}

/** What keys of tasks begin with that stand in such a list. */
export const LISTED = 'list ';

function oneLine(value: unknown): string | undefined {
  const words = text(value);
  if (words === undefined) return undefined;
  return (
    safeLine(words.slice(0, 2 * LONGEST_TASK))
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_TASK) || undefined
  );
}

/** Notes what a user has asked for, if it is a request at all. */
export function noteRequest({ requests }: Notes, said: string): void {
  const request = requestIn(said);
  if (request === undefined) return;
  requests.count += 1;
  if (!requests.kept) return;
  // Characters, not halves of them.
  const cut = Array.from(request.slice(0, 2 * LONGEST_REQUEST))
    .slice(0, LONGEST_REQUEST)
    .join('');
  const words = cut.length < request.length ? `${cut}…` : cut;
  if (requests.first === undefined) requests.first = words;
  else requests.last = words;
}

/** The files whose edits came to something: one that failed, or that the user did not permit, changed none. */
export function touchedFiles({ edits }: Notes, { calls }: TranscriptFacts): string[] {
  const files = new Set<string>();
  for (const [call, paths] of edits) {
    const made = calls.get(call);
    if (made === undefined || !made.result || made.failed === true) continue;
    for (const path of paths) files.add(path);
  }
  return [...files];
}

/** Tasks that are not completed, those it had begun with first. */
export const openTasks = ({ tasks }: Notes): OpenTask[] =>
  [...tasks.values()]
    .filter(({ open }) => open)
    .map(({ text: words, begun }) => ({ text: words, begun }))
    .sort((a, b) => Number(b.begun) - Number(a.begun));
