import { basename, dirname, join } from 'node:path';
import { lstatSync } from 'node:fs';
import type { TranscriptPlace } from './facts.ts';
import { bag, text } from './json.ts';
import { eachLine } from './lines.ts';
import { parseLine } from './parse-line.ts';
import { fileWithin, hostFolder, isFileId, namesOnce, namesWithin, realFolder } from './place.ts';

const DAY = 86_400_000;
/** Folders of days that are looked through for subagents of a long session. */
const MOST_DAYS = 62;
const ROLLOUT = /^rollout-.+\.jsonl$/;

/** Beside `sessions`: where Codex moves what was archived, without folders of days. */
export const ARCHIVE = 'archived_sessions';

/** The files of one session: its own, and those of its subagents. */
export interface Rollouts {
  readonly main: string;
  readonly subagents: readonly string[];
}

/**
 * Codex's files of a session: `sessions/YYYY/MM/DD/rollout-<time>-<thread>.jsonl`, a file for a thread. The
 * session's own thread has its id; subagents have threads of their own and name the session in their first line.
 */
export function rollouts(place: TranscriptPlace): Rollouts | undefined {
  if (!isFileId(place.session)) return undefined;
  const sessions = hostFolder(place.env['CODEX_HOME'], place.home, '.codex', 'sessions');
  const main =
    named(place) ?? (sessions === undefined ? undefined : found(sessions, place)) ?? archived(place);
  if (main === undefined) return undefined;
  return { main, subagents: subagentsOf(main, place.session) };
}

const isOf = (file: string, session: string): boolean =>
  ROLLOUT.test(file) && file.endsWith(`-${session}.jsonl`);

function named({ session, transcript }: TranscriptPlace): string | undefined {
  const file = transcript?.split(/[\\/]/).at(-1);
  if (transcript === undefined || file === undefined || !isOf(file, session)) return undefined;
  const folder = realFolder(dirname(transcript));
  return folder === undefined ? undefined : fileWithin(folder, join(folder, file));
}

function archived(place: TranscriptPlace): string | undefined {
  const archive = hostFolder(place.env['CODEX_HOME'], place.home, '.codex', ARCHIVE);
  if (archive === undefined) return undefined;
  const file = [...namesOnce(place, archive, archive)].find((one) => isOf(one, place.session));
  return file === undefined ? undefined : fileWithin(archive, join(archive, file));
}

function found(sessions: string, place: TranscriptPlace): string | undefined {
  const { session } = place;
  const namesOf = (folder: string): string[] => [...namesOnce(place, sessions, folder)];
  const inFolder = (folder: string): string | undefined => {
    const file = namesOf(folder).find((one) => isOf(one, session));
    return file === undefined ? undefined : fileWithin(sessions, join(folder, file));
  };
  const begun = timeOfId(session);
  if (begun !== undefined) {
    // Folders are named by the day where the user was: a day before or after that of UTC, at most.
    for (const day of [0, -1, 1]) {
      const path = inFolder(join(sessions, dayFolder(begun + day * DAY)));
      if (path !== undefined) return path;
    }
  }
  const below = (folder: string): string[] =>
    namesOf(folder)
      .filter((one) => /^\d{2,4}$/.test(one))
      .map((one) => join(folder, one))
      .reverse();
  for (const year of below(sessions))
    for (const month of below(year))
      for (const day of below(month)) {
        const path = inFolder(day);
        if (path !== undefined) return path;
      }
  return undefined;
}

/** Files of other threads from the session's day to its last, whose first line names the session. */
function subagentsOf(main: string, session: string): readonly string[] {
  const own = dirname(main);
  if (basename(own) === ARCHIVE) {
    // Names begin with the time: a subagent's is not before its session's.
    const later = namesWithin(own, own).filter((file) => ROLLOUT.test(file) && file > basename(main));
    return later
      .flatMap((file) => fileWithin(own, join(own, file)) ?? [])
      .filter((path) => sessionOf(path) === session);
  }
  const date = /[\\/](\d{4})[\\/](\d{2})[\\/](\d{2})$/.exec(own);
  if (date === null) return [];
  const sessions = dirname(dirname(dirname(own)));
  const first = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
  const last = Math.min(Math.max(lastWritten(main), first) + DAY, first + MOST_DAYS * DAY);
  const files: string[] = [];
  for (let day = first; day <= last; day += DAY) {
    const folder = join(sessions, dayFolder(day));
    for (const file of namesWithin(sessions, folder)) {
      const path = ROLLOUT.test(file) ? fileWithin(sessions, join(folder, file)) : undefined;
      if (path !== undefined && path !== main && sessionOf(path) === session) files.push(path);
    }
  }
  return files;
}

function lastWritten(path: string): number {
  try {
    return lstatSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

const dayFolder = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '/');

/** The session that the first line of a rollout names. */
function sessionOf(path: string): string | undefined {
  let session: string | undefined;
  eachLine(
    path,
    (line) => {
      const payload = bag(parseLine(line)?.['payload']);
      session = text(payload?.['session_id']);
    },
    { chunk: 64 << 10, longest: 1 << 20, most: 1 },
  );
  return session;
}

/** When an id was made, for ids that say it (UUID version 7), in milliseconds since the epoch. */
export function timeOfId(id: string): number | undefined {
  const hex = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id);
  return hex === null ? undefined : Number.parseInt(`${hex[1]}${hex[2]}`, 16);
}
