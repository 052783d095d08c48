import { mayConflict } from '../../record/conflict-markers.ts';
import { splitDocument } from '../../record/document.ts';
import { uniteLogs } from './unite-logs.ts';
import { unitePages } from './unite-pages.ts';
import { uniteTasks, type Versions } from './unite-tasks.ts';

/** What a merge came to; with conflicts, they are marked in the text. */
export interface Merged {
  readonly text: string;
  readonly conflicts: boolean;
}

/** The ordinary merge of three texts: git's. */
export type MergeTexts = (versions: Versions) => Promise<Merged>;

const INDEX_NAME = /^INDEX(?:-\d{4}-\d{2})?\.md$/;

/**
 * Merges a file: rows of an index page, lines of a Session Log and tasks are united by what they stand for, all else
 * is merged by `ordinary`. Where they cannot be united everything is.
 */
export async function mergeFile(path: string, versions: Versions, ordinary: MergeTexts): Promise<Merged> {
  const united = await onCommonGround(path, versions).catch(() => undefined);
  const [base, ours, theirs] = united ?? versions;
  if (ours === theirs || theirs === base) return { text: ours, conflicts: false };
  if (ours === base) return { text: theirs, conflicts: false };
  return ordinary([base, ours, theirs]);
}

/** The versions with everything that can be united the same in all three; undefined where that cannot be done. */
export async function onCommonGround(path: string, versions: Versions): Promise<Versions | undefined> {
  // What a merge before this one has left is for people, or for `canon index`.
  if (versions.some(mayConflict)) return undefined;
  if (INDEX_NAME.test(path.slice(path.lastIndexOf('/') + 1))) return unitePages(versions);
  const parts = versions.map(splitDocument);
  const bodies = parts.map(({ body }) => body) as unknown as Versions;
  const united = await uniteBodies(bodies);
  return united?.map((body, at) => (versions[at] ?? '').slice(0, parts[at]?.bodyStart) + body) as
    | Versions
    | undefined;
}

/** The same for the bodies of a workstream's file. */
export async function uniteBodies(bodies: Versions): Promise<Versions | undefined> {
  // Line ends that differ are a difference in every line: git says what becomes of those.
  if (new Set(bodies.filter((body) => body.includes('\n')).map((body) => body.includes('\r\n'))).size > 1)
    return undefined;
  return uniteLogs(await uniteTasks(bodies));
}
