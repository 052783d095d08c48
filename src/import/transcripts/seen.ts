import { createHash } from 'node:crypto';
import type { Project } from '../../store/project.ts';
import { joinLines, type Journal } from '../../telemetry/calls.ts';
import { readJournal } from '../../telemetry/journal.ts';
import { type Account, type OpenTask, readAccount } from '../../transcript/account.ts';
import type { FoundSession } from '../../transcript/found.ts';
import { type Numbers, numbersOf } from './numbers.ts';
import type { Whose } from './whose.ts';

/** A session as it is known from its transcript and from what hooks recorded; what a record is made of, and no more. */
export interface SeenSession {
  readonly host: string;
  readonly session: string;
  /** The name of its file; of a session that hooks alone tell of, the name of its journal. */
  readonly path: string;
  /** SHA-256 of what it was read from. */
  readonly hash: string;
  readonly first: number;
  readonly last: number;
  readonly cwd: string | undefined;
  readonly ours: boolean;
  readonly branches: readonly string[];
  readonly base: string | undefined;
  readonly model: string | undefined;
  /** As hooks were told, where they were. */
  readonly operator: string | undefined;
  readonly numbers: Numbers;
  /** Relative to the project's root. */
  readonly files: readonly string[];
  readonly tasks: readonly OpenTask[];
  readonly requests: readonly string[];
  /** Hashes that its commands said they made. */
  readonly named: readonly string[];
  readonly hooksAlone: boolean;
  /** Lines that could not be read and may tell of something. */
  readonly skipped: number;
  /** There was a call or a request. */
  readonly isSomething: boolean;
}

type Place = Pick<Project, 'local' | 'prefix' | 'config'>;

const MOST_FILES = 2000;
/** Before that there was no session of an agent, whatever a line says. */
const EARLIEST = Date.UTC(2020, 0, 1);

/** Reads a session; undefined where its file is gone, or nothing of it says when it was. */
export function seenSession(
  project: Place,
  whose: Whose,
  found: FoundSession,
  requests: boolean,
): SeenSession | undefined {
  const account = readAccount(found, { requests });
  return account && joined(project, whose, account, baseName(found.files.main));
}

function joined(project: Place, whose: Whose, account: Account, path: string): SeenSession | undefined {
  const { host, session, facts, cwd } = account;
  const journal = joinLines(readJournal(project, session));
  const first = least([account.first, ...journal.calls.slice(0, 1).map(beganAt)]);
  const last = most([account.last, ...journal.calls.map(({ at }) => at)]);
  if (first === undefined || last === undefined || last < EARLIEST) return undefined;
  const ours = whose.isOurs(cwd);
  const files = account.touched.flatMap((file) => whose.inside(file, ours ? undefined : cwd) ?? []);
  const { model } = facts;
  return {
    host,
    session,
    path,
    hash: account.hash,
    first: Math.max(first, EARLIEST),
    last,
    cwd,
    ours,
    branches: account.branches,
    base: account.base,
    model,
    numbers: numbersOf(journal.calls, facts, project.config),
    files: [...new Set([...files, ...filesIn(project, journal)])].slice(0, MOST_FILES),
    tasks: account.tasks,
    requests: [account.firstRequest, account.lastRequest].filter((one) => one !== undefined),
    hooksAlone: false,
    skipped: facts.skipped,
    isSomething: facts.calls.size > 0 || journal.calls.length > 0 || account.requests > 0,
    ...recordedOf(journal),
  };
}

/** A session of which there is a journal and no transcript. */
export function recordedSession(project: Place, session: string): SeenSession | undefined {
  const journal = joinLines(readJournal(project, session));
  const { calls, events } = journal;
  const first = least([...calls.slice(0, 1).map(beganAt), ...events.slice(0, 1).map(({ t }) => t)]);
  const last = most([...calls.map(({ at }) => at), ...events.map(({ t }) => t)]);
  if (first === undefined || last === undefined) return undefined;
  const hash = createHash('sha256');
  for (const { id, tool, failed, at } of calls) hash.update(`${JSON.stringify([id, tool, failed, at])}\n`);
  const begun = events.findLast(({ e }) => e === 'start');
  const branches = new Set(events.flatMap(({ branch }) => branch ?? []));
  return {
    host: calls[0]?.host ?? begun?.host ?? '',
    session,
    path: `${session.slice(0, 100)} (journal)`,
    hash: hash.digest('hex'),
    first,
    last: Math.max(first, last),
    cwd: begun?.worktree,
    ours: true,
    branches: [...branches],
    base: events.find(({ head }) => typeof head === 'string')?.head ?? undefined,
    model: events.findLast(({ model }) => model !== undefined)?.model,
    numbers: numbersOf(calls, undefined, project.config),
    files: filesIn(project, journal).slice(0, MOST_FILES),
    tasks: [],
    requests: [],
    hooksAlone: true,
    skipped: 0,
    isSomething: calls.length > 0,
    ...recordedOf(journal),
  };
}

/** Tools whose calls change the files that they name, by the names of all hosts. */
const EDITORS = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'apply_patch']);

/** Files that recorded calls changed, from the project's root. */
const filesIn = ({ prefix }: Pick<Project, 'prefix'>, { calls }: Journal): string[] =>
  calls.flatMap(({ tool, failed, paths = [] }) =>
    failed || !EDITORS.has(tool)
      ? []
      : paths.flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : [])),
  );

const recordedOf = ({ calls, events }: Journal): Pick<SeenSession, 'named' | 'operator'> => ({
  named: [...new Set(calls.flatMap(({ commits = [] }) => commits))],
  operator: events.findLast(({ operator }) => operator !== undefined)?.operator,
});

const beganAt = ({ at, ms = 0 }: Journal['calls'][number]): number => at - ms;

// No spread into arguments: a session may have more calls than a function takes.
const least = (times: readonly (number | undefined)[]): number | undefined =>
  times.reduce(
    (one, other) => (one === undefined || (other !== undefined && other < one) ? other : one),
    undefined,
  );

const most = (times: readonly (number | undefined)[]): number | undefined =>
  times.reduce(
    (one, other) => (one === undefined || (other !== undefined && other > one) ? other : one),
    undefined,
  );

const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
