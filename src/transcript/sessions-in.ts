import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SubagentFile } from './claude-files.ts';
import { extentOf, type FoundSession, headOf } from './found.ts';
import { realFolder } from './place.ts';

/** What a folder or a file holds of transcripts. */
export interface SessionsIn {
  /** Ordered by session. */
  readonly sessions: readonly FoundSession[];
  /** Files that look like transcripts by their names and are none that can be read, and others of a session. */
  readonly others: readonly { readonly path: string; readonly why: 'unknown' | 'copy' | 'alone' }[];
  /** There is more than is looked at. */
  readonly more: boolean;
}

const DEEPEST = 10;
const MOST_FILES = 100_000;

/**
 * The sessions below a folder, or in a file, recognised by what stands in them: whoever copies transcripts may give them
 * any name. No link is followed but the path itself. Undefined where there is nothing.
 */
export function sessionsIn(path: string): SessionsIn | undefined {
  const root = realFolder(path);
  const info = root === undefined ? undefined : lstatSync(root, { throwIfNoEntry: false });
  if (root === undefined || info === undefined) return undefined;
  const files: string[] = [];
  const more = info.isFile() ? void files.push(root) : walk(root, files, 0);
  const mains = new Map<
    string,
    { readonly path: string; readonly cwd: string | undefined; readonly host: string }
  >();
  const agents = new Map<string, SubagentFile[]>();
  const others: SessionsIn['others'][number][] = [];
  for (const file of files) {
    const head = headOf(file);
    if (head === undefined) {
      others.push({ path: file, why: 'unknown' });
      continue;
    }
    const key = `${head.host} ${head.session}`;
    if (head.agent !== undefined) {
      const own = agents.get(key) ?? [];
      agents.set(key, own);
      own.push({ path: file, agentId: head.agent, meta: metaOf(file) });
      continue;
    }
    const known = mains.get(key);
    // The longer of two copies has more to tell.
    if (known !== undefined && extentOf([known.path]).size >= extentOf([file]).size) {
      others.push({ path: file, why: 'copy' });
      continue;
    }
    if (known !== undefined) others.push({ path: known.path, why: 'copy' });
    mains.set(key, { path: file, cwd: head.cwd, host: head.host });
  }
  for (const [key, own] of agents)
    if (!mains.has(key)) others.push(...own.map((one) => ({ path: one.path, why: 'alone' as const })));
  const sessions = [...mains].map(([key, { path: main, cwd, host }]): FoundSession => {
    const subagents = agents.get(key) ?? [];
    return {
      host,
      session: key.slice(host.length + 1),
      files: { main, subagents },
      cwd,
      ...extentOf([main, ...subagents.map((one) => one.path)]),
    };
  });
  return {
    sessions: sessions.sort((a, b) => (a.session < b.session ? -1 : 1)),
    others,
    more: more === true,
  };
}

function metaOf(file: string): string | undefined {
  const meta = file.replace(/\.jsonl$/, '.meta.json');
  return meta !== file && lstatSync(meta, { throwIfNoEntry: false })?.isFile() ? meta : undefined;
}

/** Whether there are more than are looked at. */
function walk(folder: string, files: string[], depth: number): boolean {
  let more = false;
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return false;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (files.length >= MOST_FILES) return true;
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith('.jsonl')) files.push(path);
    else if (entry.isDirectory() && depth < DEEPEST) more = walk(path, files, depth + 1) || more;
  }
  return more;
}
