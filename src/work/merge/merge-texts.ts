import { mayConflict } from '../../record/conflict-markers.ts';
import { splitDocument } from '../../record/document.ts';
import { idFromPath } from '../../record/ids.ts';
import { type Kind, KINDS } from '../../record/kinds.ts';
import { isDistinct } from '../mentions.ts';
import { uniteImported } from './unite-imported.ts';
import { uniteItems } from './unite-items.ts';
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
 * Merges a file: rows of an index page, lines of a Session Log, tasks and items are united by what they stand for, all
 * else is merged by `ordinary`. Where they cannot be united everything is.
 */
export async function mergeFile(path: string, versions: Versions, ordinary: MergeTexts): Promise<Merged> {
  const united = await onCommonGround(path, versions).catch(() => undefined);
  const [base, ours, theirs] = united ?? versions;
  if (ours === theirs || theirs === base) return { text: ours, conflicts: false };
  if (ours === base) return { text: theirs, conflicts: false };
  return ordinary([base, ours, theirs]);
}

/** The versions with everything that can be united the same in all three; undefined where that cannot be done. */
export async function onCommonGround(path: string, given: Versions): Promise<Versions | undefined> {
  // What a merge before this one has left is for people, or for `canon index`.
  if (given.some(mayConflict)) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (INDEX_NAME.test(name)) return unitePages(given);
  const versions = uniteImported(given);
  const parts = versions.map(splitDocument);
  const bodies = parts.map(({ body }) => body) as unknown as Versions;
  const kind = kindOf(path, versions);
  const united = kind === 'workstream' ? await uniteBodies(bodies) : kind && (await itemsOf(kind, bodies));
  if (!united) return versions === given ? undefined : versions;
  return united.map(
    (body, at) => (versions[at] ?? '').slice(0, parts[at]?.bodyStart) + body,
  ) as unknown as Versions;
}

/** The same for the bodies of a workstream's file. */
export async function uniteBodies(bodies: Versions): Promise<Versions | undefined> {
  return haveOneEnding(bodies) ? uniteLogs(await uniteTasks(bodies)) : undefined;
}

const itemsOf = async (kind: Kind, bodies: Versions): Promise<Versions | undefined> =>
  haveOneEnding(bodies) ? uniteItems(kind, bodies) : undefined;

/** Line ends that differ are a difference in every line: git says what becomes of those. */
const haveOneEnding = (bodies: Versions): boolean =>
  new Set(bodies.filter((body) => body.includes('\n')).map((body) => body.includes('\r\n'))).size < 2;

/**
 * What kind of record a file is, of those in which something is united. The configuration, which says it of folders,
 * may be in conflict itself: the file says it, or the look of its name; what says nothing was a workstream ever since.
 */
function kindOf(path: string, versions: Versions): Kind | undefined {
  if (/(?:^|\/)README\.md$/i.test(path)) return undefined;
  const said = versions.map((text) => /^kind:[ \t]*["']?([a-z]+)/m.exec(frontOf(text))?.[1]);
  const kinds = new Set(said.filter((one) => one !== undefined));
  const [first] = kinds;
  const kind = KINDS.find((one) => one === first);
  if (kinds.size > 1) return undefined;
  if (kind !== undefined) return ['session', 'plan', 'workstream'].includes(kind) ? kind : undefined;
  return isDistinct('session', idFromPath(path)) ? 'session' : 'workstream';
}

const frontOf = (text: string): string => text.slice(0, splitDocument(text).bodyStart);
