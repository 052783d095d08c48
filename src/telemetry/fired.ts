import { lstatSync, lutimesSync } from 'node:fs';
import { join } from 'node:path';
import { localFile } from '../store/local.ts';
import { writePlain } from '../store/plain-file.ts';
import { journalSessions, readJournal } from './journal.ts';

// Most hooks leave a line in a journal. One that only has something done leaves none: the time of an empty file
// says when it last ran.

const FOLDER = 'fired';
const HOST = /^[A-Za-z0-9-]{1,40}$/;

/** Notes that a hook ran. Never throws: nothing depends on it but what people are shown. */
export function noteFired(
  project: { readonly local: string; readonly readOnly?: boolean },
  host: string,
  event: string,
  now: number,
): void {
  if (!HOST.test(host)) return;
  try {
    const file = localFile(project, FOLDER, `${host}.${event}`);
    const at = new Date(now);
    if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) writePlain(file, '');
    lutimesSync(file, at, at);
  } catch {
    // A disk that is full or may not be written to; another one that made it just now.
  }
}

/** When a hook was last noted, in milliseconds since the epoch. */
export function lastNoted(project: { readonly local: string }, host: string, event: string): number | null {
  const info = lstatSync(join(project.local, FOLDER, `${host}.${event}`), { throwIfNoEntry: false });
  return info?.isFile() ? Math.round(info.mtimeMs) : null;
}

/** How many journals are read for hooks that may never have fired. */
const MOST_JOURNALS = 200;

/** The hook that leaves such a line. */
const EVENTS: Readonly<Record<string, string>> = {
  begin: 'PreToolUse',
  use: 'PostToolUse',
  fail: 'PostToolUseFailure',
  batch: 'PostToolBatch',
  start: 'SessionStart',
  compact: 'PreCompact',
  end: 'SessionEnd',
};

/**
 * When each of these hooks last fired, in milliseconds since the epoch; null for one that never did, as far as the
 * latest sessions tell. Hooks of trials are none.
 */
export function lastFired(
  project: { readonly local: string },
  hooks: readonly { readonly host: string; readonly event: string }[],
): (number | null)[] {
  const last = new Map<string, number>();
  const keys = hooks.map(({ host, event }) => `${host} ${event}`);
  for (const { host, event } of hooks) {
    const noted = lastNoted(project, host, event);
    if (noted !== null) last.set(`${host} ${event}`, noted);
  }
  for (const { session, mtimeMs } of journalSessions(project).slice(0, MOST_JOURNALS)) {
    // What stands in a journal is no younger than the journal.
    if (keys.every((key) => (last.get(key) ?? 0) > mtimeMs)) break;
    for (const line of readJournal(project, session)) {
      const event = EVENTS[line.e];
      if (event === undefined || !('host' in line)) continue;
      const key = `${line.host} ${event}`;
      last.set(key, Math.max(last.get(key) ?? 0, line.t));
    }
  }
  return keys.map((key) => last.get(key) ?? null);
}
