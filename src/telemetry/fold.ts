import { accessSync, constants, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { codeOf } from '../store/atomic.ts';
import { withLock } from '../store/lock.ts';
import type { Project } from '../store/project.ts';
import type { BatchEvent, CallEvent } from './event.ts';
import { appendLines } from './journal.ts';
import { markOpen } from './open.ts';
import { ownPaths } from './own-paths.ts';
import type { PayloadReader } from './payload.ts';
import { quarantine } from './quarantine.ts';
import { spoolReader } from './spool-file.ts';

export interface FoldOptions {
  readonly read: PayloadReader;
  /** Milliseconds since the epoch, by the clock that stamps files. */
  readonly now: number;
  /** False: if somebody else folds, that is enough. Default: waits for them, and folds what came meanwhile. */
  readonly wait?: boolean;
}

/** A file of the spool, and what is the matter with it. */
export interface Odd {
  readonly file: string;
  readonly why: string;
}

/** What a fold came to. */
export interface FoldReport {
  /** Lines added to journals. */
  readonly events: number;
  /** Files of the spool that are done with. */
  readonly files: number;
  /** Put aside: will never be whole, or belong to no session. */
  readonly quarantined: readonly Odd[];
  /** Not whole yet, and young enough to become so. */
  readonly waiting: number;
  /** Nothing of canon's: folders, links, names that no hook gives. They stay. */
  readonly left: readonly Odd[];
  /** Somebody else was folding, and nobody waited. */
  readonly busy: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly Odd[] ? Odd[] : T[K] };

/** So long after the last write a payload that is not whole never will be. */
const PATIENCE = 60_000;
// A batch is what is held in memory, and what a kill makes be done again.
const BATCH_FILES = 1000;
const BATCH_CHARACTERS = 4 << 20;

/** `claude-code.4711`, `codex.4711.2` */
const NAME = /^([A-Za-z0-9-]{1,40})\.[A-Za-z0-9.-]{1,80}$/;

type Place = Pick<Project, 'local' | 'repo' | 'readOnly'>;

/**
 * Moves what hooks have left in the spool to the journals of its sessions. A file goes only after its event has reached
 * the disk: killed at any point, the next fold does again what was not finished, and an event that stands
 * in a journal twice is counted once.
 *
 * Where nothing waits this is one look at a folder. Nothing is written in a dry run.
 * @throws E_SPOOL_UNREADABLE, E_FOLD_FAILED, E_JOURNAL_WRITE, E_LOCK_TIMEOUT; the spool then keeps what was not done
 */
export async function fold(project: Place, options: FoldOptions): Promise<FoldReport> {
  const report = {
    events: 0,
    files: 0,
    quarantined: [] as Odd[],
    waiting: 0,
    left: [] as Odd[],
    busy: false,
  } satisfies Writable<FoldReport>;
  const spool = join(project.local, 'spool');
  const names = namesIn(spool);
  if (names.length === 0) return report;
  if (project.readOnly) return { ...report, waiting: names.length };
  const run = (): Promise<void> => foldAll(project, spool, options, report);
  try {
    // Who waits for another fold to end finds what came after that one had listed the spool.
    await withLock(project, 'fold', run, options.wait === false ? { timeout: 0 } : {});
    return report;
  } catch (error) {
    if (error instanceof CanonError) {
      if (error.code === 'E_LOCK_TIMEOUT' && options.wait === false) return { ...report, busy: true };
      throw error;
    }
    throw failed(project.local, error);
  }
}

async function foldAll(
  project: Place,
  spool: string,
  { read, now }: FoldOptions,
  report: Writable<FoldReport>,
): Promise<void> {
  writable(spool);
  const readFile = spoolReader();
  const paths = ownPaths(project.repo.commonDir);
  let batch = newBatch();
  for (const name of namesIn(spool)) {
    const host = NAME.exec(name)?.[1];
    if (host === undefined) {
      report.left.push({ file: name, why: 'name' });
      continue;
    }
    const found = readFile(join(spool, name));
    if (found.is === 'gone') continue;
    if (found.is === 'foreign') {
      report.left.push({ file: name, why: found.why });
      continue;
    }
    if (found.is === 'too-large') {
      putAside(name, 'larger than 256 MB');
      continue;
    }
    const whole = parsed(found.text);
    if (whole === undefined) {
      if (now - found.mtimeMs <= PATIENCE) report.waiting += 1;
      else putAside(name, found.text === '' ? 'empty' : 'not whole');
      continue;
    }
    const payload = read(host, whole.value, found.mtimeMs);
    if (payload === undefined) {
      putAside(name, 'no session, or a call without an id');
      continue;
    }
    batch.names.push(name);
    batch.characters += found.text.length;
    if (payload.event !== undefined) {
      const own = payload.files === undefined ? undefined : paths(payload.files, payload.cwd);
      const event = own === undefined ? payload.event : { ...payload.event, paths: own };
      batch.events.push({ session: payload.session, event });
    }
    if (batch.names.length >= BATCH_FILES || batch.characters >= BATCH_CHARACTERS) {
      finish(project, spool, batch, report);
      batch = newBatch();
    }
  }
  finish(project, spool, batch, report);

  function putAside(file: string, why: string): void {
    quarantine(project, spool, file);
    report.quarantined.push({ file, why });
  }
}

interface Batch {
  readonly names: string[];
  readonly events: { readonly session: string; readonly event: CallEvent | BatchEvent }[];
  characters: number;
}

const newBatch = (): Batch => ({ names: [], events: [], characters: 0 });

/** Events to the disk, then the files go: in this order. */
function finish(project: Place, spool: string, batch: Batch, report: Writable<FoldReport>): void {
  const sessions = new Map<string, (CallEvent | BatchEvent)[]>();
  for (const { session, event } of batch.events.toSorted((a, b) => a.event.t - b.event.t)) {
    const events = sessions.get(session);
    if (events) events.push(event);
    else sessions.set(session, [event]);
  }
  for (const [session, events] of sessions) {
    markOpen(project, session);
    appendLines(project, session, events);
  }
  report.events += batch.events.length;
  for (const name of batch.names) {
    try {
      unlinkSync(join(spool, name));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw failed(join(spool, name), error);
    }
  }
  report.files += batch.names.length;
}

/** A payload: JSON, whatever it is. Undefined while it is not whole. */
function parsed(text: string): { readonly value: unknown } | undefined {
  // A payload is an object, and what was cut off has no end.
  if (!text.trimEnd().endsWith('}')) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The names in the spool that are not hidden; none where there is no spool, or a link in its place. */
function namesIn(spool: string): string[] {
  try {
    if (!lstatSync(spool).isDirectory()) return [];
    return readdirSync(spool).filter((name) => !name.startsWith('.'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw new CanonError('E_SPOOL_UNREADABLE', {
      data: { file: 'spool', reason: codeOf(error) || String(error) },
      cause: error,
    });
  }
}

// Asked before anything is written: with files that cannot be removed, every fold would add their events again.
function writable(spool: string): void {
  try {
    accessSync(spool, constants.W_OK);
  } catch (error) {
    throw failed(spool, error);
  }
}

const failed = (file: string, cause: unknown): CanonError =>
  new CanonError('E_FOLD_FAILED', { data: { file, reason: codeOf(cause) || String(cause) }, cause });
