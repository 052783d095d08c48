import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The folder of journals, in what canon keeps of a clone; and how their names end. */
export const JOURNALS = 'journal';
export const END = '.jsonl';

const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Whether the name of a journal is the session's id itself, so that it can be read back. */
export const isPlain = (name: string): boolean => PLAIN.test(name);

/** Loaded when a name is none that a file can have, which no host gives: it takes a few milliseconds. */
function sha256(text: string): string {
  const { createHash } = createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}

/** The name of a session's journal. What cannot be one is hashed; `_` keeps those apart from real ids. */
export const journalName = (session: string): string =>
  isPlain(session) ? session : `_${sha256(session).slice(0, 40)}`;

/** With its ending. */
export const journalFileName = (session: string): string => journalName(session) + END;

/** Where a session's journal is, or would be. */
export const journalFile = ({ local }: { readonly local: string }, session: string): string =>
  join(local, JOURNALS, journalFileName(session));
