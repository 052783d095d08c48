import { createHash } from 'node:crypto';
import { claudeWatch } from './account-claude.ts';
import { codexWatch } from './account-codex.ts';
import { notes, type OpenTask, openTasks, touchedFiles } from './account-notes.ts';
import { readClaudeFiles } from './claude-code.ts';
import { readRollouts } from './codex.ts';
import type { TranscriptFacts } from './facts.ts';
import type { FoundSession } from './found.ts';

export type { OpenTask } from './account-notes.ts';

/** What the host's own files say of a session, for somebody who was not there. */
export interface Account {
  readonly host: string;
  /** The host's id of it. */
  readonly session: string;
  /** Calls, tokens, model, how many lines could not be read. */
  readonly facts: TranscriptFacts;
  /** The folder that it began in. */
  readonly cwd?: string;
  /** Branches it was on, the last one last. */
  readonly branches: readonly string[];
  /** The commit it began at, whole, where the host notes that. */
  readonly base?: string;
  /** Of the first and the last thing that anybody did in it, in milliseconds since the epoch. */
  readonly first?: number;
  readonly last?: number;
  /** Files that its edits changed, absolute, in order of the first one. Not more than a bound. */
  readonly touched: readonly string[];
  /** What it had planned and not completed. */
  readonly tasks: readonly OpenTask[];
  /** How many requests the user made. */
  readonly requests: number;
  /** The first and the last of them, cut; only if they were asked for. The last is absent where there was one. */
  readonly firstRequest?: string;
  readonly lastRequest?: string;
  /** SHA-256 of all its files, hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
}

export interface AccountOptions {
  /** The user's words, too. */
  readonly requests: boolean;
}

/**
 * Reads a session's files, once and line by line: calls as `readTranscript` counts them, and beside them where it ran,
 * which files it edited, and what it left open. Inputs, outputs and answers are read by and let go. Undefined where
 * the file can be opened no more.
 */
export function readAccount(found: FoundSession, options: AccountOptions): Account | undefined {
  const { host, session, files } = found;
  const hash = createHash('sha256');
  let bytes = 0;
  const noted = notes(options.requests);
  const watch = {
    ...(host === 'codex' ? codexWatch(noted) : claudeWatch(noted)),
    bytes: (chunk: Buffer): void => {
      hash.update(chunk);
      bytes += chunk.length;
    },
  };
  const facts =
    host === 'codex'
      ? readRollouts({ main: files.main, subagents: files.subagents.map(({ path }) => path) }, watch)
      : readClaudeFiles(files, session, watch);
  if (facts === undefined) return undefined;
  const { cwd, base, requests } = noted;
  const first = least(facts.first, noted.first);
  const last = most(facts.last, noted.last);
  return {
    host,
    session,
    facts,
    ...(cwd === undefined ? {} : { cwd }),
    branches: [...noted.branches],
    ...(base === undefined ? {} : { base }),
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    touched: touchedFiles(noted, facts),
    tasks: openTasks(noted),
    requests: requests.count,
    ...(requests.first === undefined ? {} : { firstRequest: requests.first }),
    ...(requests.last === undefined ? {} : { lastRequest: requests.last }),
    hash: hash.digest('hex'),
    bytes,
  };
}

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
