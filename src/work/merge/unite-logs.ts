import type { Body } from '../../record/sections.ts';
import { readBody } from '../document.ts';
import type { LogLine } from '../edit.ts';
import { withLogLines, writtenLines } from '../session-log.ts';
import type { Versions } from './unite-tasks.ts';

/**
 * The versions with the same lines in the Session Log of each: those that either side has, without those that one of
 * them took away. What people wrote there stays, in the version in which it is. Undefined where lines that were put
 * in cannot be found again (a fence or a comment that never ends swallows them).
 */
export async function uniteLogs(versions: Versions): Promise<Versions | undefined> {
  const bodies = await Promise.all(versions.map((one) => readBody('workstream', one)));
  const [base, ours, theirs] = bodies.map(logOf);
  if (!base || !ours || !theirs) return undefined;
  const lines: LogLine[] = [];
  for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
    const line = threeWay(base.get(id), ours.get(id), theirs.get(id));
    if (line) lines.push(line);
  }
  const wanted = new Set(lines.map(({ id }) => id));
  const united = bodies.map((body) => {
    const gone = writtenLines(body).flatMap(({ id }) => (wanted.has(id) ? [] : [id]));
    return withLogLines(body, lines, gone);
  });
  for (const text of united) {
    const found = writtenLines(await readBody('workstream', text));
    if (found.length !== wanted.size || found.some(({ id }) => !wanted.has(id))) return undefined;
  }
  return united as unknown as Versions;
}

function logOf(body: Body): Map<string, LogLine> {
  const lines = new Map<string, LogLine>();
  for (const { id, date, title, href } of writtenLines(body)) {
    if (!lines.has(id)) lines.set(id, { id, date, title, href });
  }
  return lines;
}

/** What becomes of one line: what a side changed holds, and a line that a side took away is gone. */
export function threeWay<T>(base: T | undefined, ours: T | undefined, theirs: T | undefined): T | undefined {
  const same = (a: T | undefined, b: T | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (base === undefined) return ours ?? theirs;
  if (ours === undefined || theirs === undefined) return undefined;
  return same(ours, base) ? theirs : ours;
}
