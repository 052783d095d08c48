import { resolve } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { hostSessions } from '../../transcript/host-sessions.ts';
import type { FoundSession } from '../../transcript/found.ts';
import { sessionsIn } from '../../transcript/sessions-in.ts';
import type { World } from '../../world.ts';
import type { SourceContents, SourceProblem } from '../item.ts';
import type { ReadOptions } from '../reader.ts';
import { itemsOf } from './items.ts';
import { type AutoRecord, importedAt, type KnownSessions, knownSessions } from './known-sessions.ts';
import { type SeenSession, recordedSession, seenSession } from './seen.ts';
import { openSessionsHere } from './unclosed.ts';
import { type Whose, whoseSessions } from './whose.ts';

/** What the reader of transcripts takes beside what every reader is given. */
export interface TranscriptOptions extends Pick<ReadOptions, 'say' | 'signal'> {
  /** `--operator`: whose the sessions are. */
  readonly operator?: string | undefined;
  /** A session whose last event is younger is at work; in milliseconds. */
  readonly idle?: number | undefined;
  /** Also sessions whose files are older than their records. */
  readonly verify?: boolean | undefined;
}

/** A quarter of an hour. */
export const IDLE = 15 * 60_000;

/**
 * The sessions that nobody has handed off, from what agent hosts keep of them on this machine: those of this
 * repository, or all that a folder or a file holds. Sessions at work, and those that a record names, are passed.
 * @throws E_IMPORT_TRANSCRIPTS_NONE for a path with no transcript
 */
export async function readTranscripts(
  project: Project,
  world: World,
  path: string | undefined,
  options: TranscriptOptions,
): Promise<SourceContents> {
  options.say('Looking for transcripts');
  const rows = await readRows(project);
  const known = await knownSessions(project, rows);
  const whose = whoseSessions(project);
  const found =
    path === undefined
      ? await ofHosts(project, world, known, whose, options.verify === true)
      : inPath(world, path, known);
  const now = world.now().ms;
  const idle = options.idle ?? IDLE;
  let { passed } = found;
  const problems: SourceProblem[] = [...found.problems];
  const seen: SeenSession[] = [];
  const keep = (one: SeenSession | undefined): void => {
    if (one === undefined || !one.isSomething || now - one.last < idle) passed += 1;
    else seen.push(one);
  };
  const requests = project.config.transcripts.requests;
  for (const [at, session] of found.sessions.entries()) {
    options.say(`Reading transcripts: ${at + 1} of ${found.sessions.length}`);
    // Reading is at once: whoever wants to stop it is heard in between.
    await new Promise((done) => setImmediate(done));
    options.signal.throwIfAborted();
    const one = seenSession(project, whose, session, requests);
    if (one !== undefined && one.skipped > 0)
      problems.push({
        code: 'import-transcript-skipped',
        path: one.path,
        args: { count: one.skipped },
        lost: false,
      });
    keep(one);
  }
  for (const session of found.recorded) keep(recordedSession(project, session));
  const made = await itemsOf(project, world, rows, {
    seen: seen.sort((a, b) => a.first - b.first || (a.session < b.session ? -1 : 1)),
    operator: options.operator,
    own: new Set(seen.flatMap(({ session }) => known.auto.get(session)?.id ?? [])),
  });
  return {
    source: 'transcripts',
    name: 'transcripts',
    items: made.items,
    assets: new Map(),
    problems: [...problems, ...made.problems],
    passed,
    close: () => Promise.resolve(),
  };
}

interface Found {
  readonly sessions: readonly FoundSession[];
  /** Sessions of which only journals tell. */
  readonly recorded: readonly string[];
  readonly passed: number;
  readonly problems: readonly SourceProblem[];
}

async function ofHosts(
  project: Project,
  world: World,
  { closed, auto }: KnownSessions,
  whose: Whose,
  all: boolean,
): Promise<Found> {
  const made = await timesOf(project, all ? new Map() : auto);
  const there = new Set<string>();
  const { sessions, passed } = hostSessions({
    env: world.env,
    home: world.env['HOME'] ?? world.env['USERPROFILE'] ?? '',
    roots: whose.roots,
    isOurs: whose.isOurs,
    wants(session, changed) {
      there.add(session);
      if (closed.has(session)) return false;
      // A record that is younger than the file says what the file says.
      return changed > (made.get(session) ?? 0);
    },
  });
  const open = await openSessionsHere(project, world);
  const recorded = open.filter((session) => !there.has(session) && !closed.has(session));
  return { sessions, recorded, passed, problems: [] };
}

async function timesOf(
  project: Project,
  auto: ReadonlyMap<string, AutoRecord>,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const [session, record] of auto) {
    const at = await importedAt(project, record);
    if (at !== undefined) times.set(session, at);
  }
  return times;
}

function inPath(world: World, path: string, { closed }: KnownSessions): Found {
  const found = sessionsIn(resolve(world.cwd, path));
  const only = found?.sessions.length ?? 0;
  if (found === undefined || (only === 0 && !found.others.some(({ why }) => why === 'unknown')))
    throw new CanonError('E_IMPORT_TRANSCRIPTS_NONE', { data: { path, there: found !== undefined } });
  const sessions = found.sessions.filter(({ session }) => !closed.has(session));
  return {
    sessions,
    recorded: [],
    passed: only - sessions.length + found.others.filter(({ why }) => why !== 'unknown').length,
    problems: [
      ...found.others
        .filter(({ why }) => why === 'unknown')
        .map(({ path: file }): SourceProblem => ({
          code: 'import-transcript-unknown',
          path: nameIn(world, path, file),
          lost: false,
        })),
      ...(found.more ? [{ code: 'import-transcripts-many', path, lost: false }] : []),
    ],
  };
}

/** A file as a person finds it, below what they named. */
function nameIn(world: World, path: string, file: string): string {
  const folder = resolve(world.cwd, path);
  const below = file.startsWith(folder) ? file.slice(folder.length).replace(/^[\\/]/, '') : '';
  return (
    below === '' ? file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) : below
  ).replaceAll('\\', '/');
}
