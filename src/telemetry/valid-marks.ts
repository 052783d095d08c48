import { parseSessionId } from '../record/ids.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import { sessionPaths, textsOnBranches } from '../store/record-places.ts';
import { keyOf, type Mark } from './calls.ts';

type Place = Pick<Project, 'top' | 'repo' | 'prefix' | 'config'>;

/** A session with the marks that stand in its journal. */
export interface Marked {
  readonly session: string;
  readonly marks: readonly Mark[];
}

/** The same as `recordsOfAll` for one session. */
export const recordsOf = async (
  project: Place,
  session: string,
  marks: readonly Mark[],
): Promise<Set<string>> => (await recordsOfAll(project, [{ session, marks }])).get(session) ?? new Set();

/**
 * Of the records that sessions' journals have marks of, those that are there and name the session, in this work tree
 * or on any branch: a handoff that was refused or killed left a mark of no record, and its id may have become
 * somebody else's. They come by their keys. Branches are asked once for all sessions.
 */
export async function recordsOfAll(
  project: Place,
  sessions: readonly Marked[],
): Promise<Map<string, Set<string>>> {
  const valid = new Map<string, Set<string>>(sessions.map(({ session }) => [session, new Set()]));
  const left: { session: string; id: string; places: readonly string[] }[] = [];
  for (const { session, marks } of sessions) {
    for (const [id, places] of placesOf(project, marks)) {
      if (await isHere(project, session, places)) valid.get(session)?.add(id);
      else left.push({ session, id, places });
    }
  }
  if (left.length === 0) return valid;
  const paths = [...new Set(left.flatMap(({ places }) => places))];
  const texts = await textsOnBranches(project.repo, paths);
  for (const { session, id, places } of left) {
    const found = places.some((path) => texts.get(path)?.some((text) => names(text, session)));
    if (found) valid.get(session)?.add(id);
  }
  return valid;
}

/** Each record that there are marks of, and where it may be. */
function placesOf(project: Place, marks: readonly Mark[]): Map<string, readonly string[]> {
  const places = new Map<string, readonly string[]>();
  for (const mark of marks) {
    const { record, path } = mark;
    if (parseSessionId(record) === undefined) continue;
    const key = keyOf(mark);
    places.set(key, path === undefined ? sessionPaths(project, record) : [path]);
  }
  return places;
}

async function isHere({ top }: Place, session: string, places: readonly string[]): Promise<boolean> {
  for (const path of places) {
    const text = await readRecord({ root: top, top }, path).catch(() => undefined);
    if (text !== undefined && names(text, session)) return true;
  }
  return false;
}

/** Whether a record's frontmatter has the host session among its own. */
function names(text: string, session: string): boolean {
  const end = text.indexOf('\n---', 3);
  const lines = /^host_sessions:(.*(?:\r?\n[ -].*)*)/m.exec(end < 0 ? text : text.slice(0, end));
  return lines?.[1]?.split(/[\s,[\]"']+|^- /).includes(session) === true;
}
