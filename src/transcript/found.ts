import { lstatSync } from 'node:fs';
import { basename } from 'node:path';
import type { ClaudeFiles } from './claude-files.ts';
import { bag, id, text } from './json.ts';
import { eachLine } from './lines.ts';
import { parseLine } from './parse-line.ts';
import { isFileId } from './place.ts';

/** A session whose files were found. */
export interface FoundSession {
  /** `claude-code`, `codex` */
  readonly host: string;
  readonly session: string;
  readonly files: ClaudeFiles;
  /** The folder it began in, where the first lines say it. */
  readonly cwd: string | undefined;
  /** When one of its files was last written, in milliseconds since the epoch; and the size of them all. */
  readonly changed: number;
  readonly size: number;
}

/** What the first lines of a file say of it. */
export interface Head {
  readonly host: 'claude-code' | 'codex';
  readonly session: string;
  readonly cwd: string | undefined;
  /** It is a subagent's, of that session. */
  readonly agent: string | undefined;
}

/** Lines of the beginning, and bytes, that are looked at. */
const REACH = { chunk: 64 << 10, longest: 1 << 20, most: 60, endless: 4 << 20, budget: 8 << 20 };
const AGENT = /^agent-([\w.-]{1,100})\.jsonl$/;

/** Tells by its first lines what a file is; undefined where it is no transcript that canon can read. */
export function headOf(path: string): Head | undefined {
  const name = basename(path);
  const sessions: string[] = [];
  let cwd: string | undefined;
  let sidechain: boolean | undefined;
  let agent: string | undefined;
  let codex: Head | undefined;
  eachLine(
    path,
    (line) => {
      if (codex !== undefined) return;
      const parsed = parseLine(line);
      if (parsed === undefined) return;
      const payload = bag(parsed['payload']);
      if (parsed['type'] === 'session_meta' && payload !== undefined && sessions.length === 0) {
        const thread = id(payload['id']);
        if (thread === undefined || !isFileId(thread)) return;
        const parent = id(payload['session_id']) ?? thread;
        codex = {
          host: 'codex',
          session: isFileId(parent) ? parent : thread,
          cwd: text(payload['cwd']),
          agent: parent === thread ? undefined : thread,
        };
        return;
      }
      const session = id(parsed['sessionId']);
      if (session === undefined || text(parsed['type']) === undefined || !isFileId(session)) return;
      if (!sessions.includes(session)) sessions.push(session);
      cwd ??= text(parsed['cwd']);
      if (parsed['type'] !== 'user' && parsed['type'] !== 'assistant') return;
      sidechain = (sidechain ?? true) && parsed['isSidechain'] === true;
      agent ??= id(parsed['agentId']);
    },
    REACH,
  );
  if (codex !== undefined) return codex;
  const own = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : '';
  const session = sessions.find((one) => one === own) ?? sessions[0];
  if (session === undefined) return undefined;
  const named = AGENT.exec(name)?.[1];
  const isAgent = named !== undefined || (sidechain === true && agent !== undefined);
  return { host: 'claude-code', session, cwd, agent: isAgent ? (named ?? agent) : undefined };
}

/** Size and time of files, together. */
export function extentOf(paths: readonly string[]): { readonly changed: number; readonly size: number } {
  let changed = 0;
  let size = 0;
  for (const path of paths) {
    const info = lstatSync(path, { throwIfNoEntry: false });
    changed = Math.max(changed, info?.mtimeMs ?? 0);
    size += info?.size ?? 0;
  }
  return { changed, size };
}
