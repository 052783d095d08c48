import { accessSync, constants, lstatSync, opendirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { codeOf } from '../store/atomic.ts';
import { withLock } from '../store/lock.ts';
import type { Project } from '../store/project.ts';
import { addEvent, addIdle, type Finished, finishBatch, isFull, newBatch } from './fold-batch.ts';
import { foldFailed } from './fold-fault.ts';
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
  /** When to stop, in milliseconds since the epoch by `clock`: what has not been read by then stays. Some always is. */
  readonly until?: number;
  readonly clock?: () => number;
  /** Is told how many files there are, before any is read. */
  readonly begins?: (files: number) => void;
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
  /** Not looked at, for the time was up. */
  readonly unread: number;
  /** Nothing of canon's: folders, links, names that no hook gives; and what could not be put aside. They stay. */
  readonly left: readonly Odd[];
  /** Somebody else was folding, and nobody waited. */
  readonly busy: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly Odd[] ? Odd[] : T[K] };

/** So long after the last write a payload that is not whole never will be. */
const PATIENCE = 60_000;
const TURN = 64;

/** `claude-code.4711`, `codex.4711.2` */
const NAME = /^([A-Za-z0-9-]{1,40})\.[A-Za-z0-9.-]{1,80}$/;

type Place = Pick<Project, 'local' | 'repo' | 'readOnly'>;

/**
 * Moves what hooks have left in the spool to the journals of its sessions. A file goes only after its event has reached
 * the disk: killed at any point, the next fold does again what was not finished, and an event that stands
 * in a journal twice is counted once.
 *
 * A journal that cannot be written keeps the files of its session, and those of no other: it is told when all else is
 * done.
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
    unread: 0,
    left: [] as Odd[],
    busy: false,
  } satisfies Writable<FoldReport>;
  const spool = join(project.local, 'spool');
  if (isEmpty(spool)) return report;
  if (project.readOnly) return { ...report, waiting: namesIn(spool).length };
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
    throw foldFailed(project.local, error);
  }
}

async function foldAll(
  project: Place,
  spool: string,
  { read, now, until = Number.POSITIVE_INFINITY, clock = () => now, begins }: FoldOptions,
  report: Writable<FoldReport>,
): Promise<void> {
  writable(spool);
  const readFile = spoolReader();
  const paths = ownPaths(project.repo.commonDir);
  let batch = newBatch();
  // Files of the batch before, going while this one is read.
  let going: Promise<Finished> = Promise.resolve({ gone: 0, fault: undefined });
  let fault: unknown;
  const gone = async (): Promise<void> => {
    const finished = await going;
    report.files += finished.gone;
    fault ??= finished.fault;
  };
  const finish = async (): Promise<void> => {
    await gone();
    going = finishBatch(project, spool, batch);
    report.events += batch.lines.length;
    // Told to whoever waits for it.
    going.catch(() => {});
    batch = newBatch();
  };
  const putAside = (file: string, why: string): void => {
    try {
      quarantine(project, spool, file);
      report.quarantined.push({ file, why });
    } catch (error) {
      // A payload that is good for nothing must not hold up those that are good.
      report.left.push({ file, why: codeOf(error) || String(error) });
    }
  };
  const take = (name: string, host: string): void => {
    const found = readFile(`${spool}/${name}`);
    if (found.is === 'gone') return;
    if (found.is === 'foreign') {
      report.left.push({ file: name, why: found.why });
      return;
    }
    if (found.is === 'too-large') return putAside(name, 'larger than 256 MB');
    const whole = parsed(found.text);
    if (whole === undefined) {
      if (now - found.mtimeMs > PATIENCE) putAside(name, found.text === '' ? 'empty' : 'not whole');
      else report.waiting += 1;
      return;
    }
    const payload = read(host, whole.value, found.mtimeMs);
    if (payload === undefined) return putAside(name, 'no session, or a call without an id');
    batch.characters += found.text.length;
    const { session, event, files, cwd } = payload;
    if (event === undefined) return addIdle(batch, name);
    const own = files === undefined ? undefined : paths(files, cwd);
    const line = own === undefined || event.e === 'batch' ? event : { ...event, paths: own };
    addEvent(batch, name, session, line);
  };
  let at = 0;
  try {
    const names = namesIn(spool);
    begins?.(names.length);
    for (const name of names) {
      const host = NAME.exec(name)?.[1];
      if (host === undefined) report.left.push({ file: name, why: 'name' });
      else take(name, host);
      at += 1;
      if (isFull(batch)) await finish();
      else if (at % TURN > 0) continue;
      // Lets what waits for a thread go on with its next step.
      else await new Promise((resolve) => setImmediate(resolve));
      if (clock() >= until) break;
    }
    report.unread = names.length - at;
    await finish();
  } finally {
    // Also where something else went wrong: nothing goes on after the lock is given back.
    await gone();
  }
  if (fault !== undefined) throw fault;
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

/** The names in the spool that are not hidden. */
const namesIn = (spool: string): string[] =>
  looking([], () => readdirSync(spool).filter((name) => !name.startsWith('.')));

/** Whether there is nothing to fold: no spool, nothing in it, or a link in its place. */
function isEmpty(spool: string): boolean {
  return looking(true, () => {
    if (!lstatSync(spool).isDirectory()) return true;
    const folder = opendirSync(spool);
    try {
      let entry = folder.readSync();
      while (entry?.name.startsWith('.')) entry = folder.readSync();
      return entry === null;
    } finally {
      folder.closeSync();
    }
  });
}

function looking<T>(absent: T, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return absent;
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
    throw foldFailed(spool, error);
  }
}
