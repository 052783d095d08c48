import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { readBlobs } from '../../git/objects.ts';
import { readPlainBytes } from '../../store/plain-file.ts';
import { type Asset, ASSETS, type SourceItem, type SourceProblem } from '../item.ts';
import { mappedKind } from '../map.ts';
import type { Reader } from '../reader.ts';
import type { Synonyms } from '../text/section-synonyms.ts';
import { decodeText } from './decode-text.ts';
import { deletedFiles } from './deleted-files.ts';
import { itemsOf, recogniseFile } from './items-of.ts';
import { hasRoom, linksOf, MOST_TOGETHER, type Surroundings } from './links.ts';
import { nameOf, placeOf } from './place-of.ts';
import { isPassed, isText } from './recognise.ts';
import type { DraftItem, Making, SourceFile } from './source-file.ts';
import { isKept, selfLink } from './specstory-item.ts';
import { createTextBudget } from './text-budget.ts';

/** A larger file is not read. */
const MOST_BYTES = 64 * 1024 * 1024;
/** All that is read of what git alone has. */
const MOST_HISTORY = 512 * 1024 * 1024;
const LONGEST_ID = 512;

/** An item, and the file that it is of. */
interface Drafted {
  readonly draft: DraftItem;
  /** Relative to the folder that is imported. */
  readonly at: string;
  readonly file: SourceFile;
  /** Its text stands in the record; else the file comes along. */
  readonly isWhole: boolean;
}

/**
 * Reads what other tools and habits leave behind: Markdown handoffs of any shape, logs, YAML ledgers, SpecStory's
 * conversations, memory banks, tasks of Backlog.md. With `--history` also what git alone still has.
 * @throws E_IMPORT_HANDOFFS_PATH, E_IMPORT_NO_SOURCE, E_IMPORT_TOO_MANY_FILES, E_IMPORT_TOO_MUCH_TEXT
 */
export const readHandoffs: Reader = async (project, world, path, options) => {
  const { map, say, signal, history } = options;
  if (path === undefined) throw new CanonError('E_IMPORT_HANDOFFS_PATH', {});
  const absolute = resolve(world.cwd, path);
  const { listing, below, under } = placeOf(project.root, absolute, path, history);
  const making: Making = { synonyms: united(project.config.import.sections, map.sections) };
  const problems: SourceProblem[] = listing.problems.map((one) => ({
    ...one,
    path: (below ?? '') + one.path,
  }));
  const drafts: Drafted[] = [];
  const assets = new Map<string, Asset>();
  let passed = 0;
  const hold = createTextBudget(path);

  const origins = under === undefined ? undefined : await options.origins(under === '' ? [] : [under]);
  const isOurs = (own: string): boolean =>
    below !== undefined && (project.layout.isOwnPath(own) || own.startsWith(`${ASSETS}/`));
  const isLeftOut = (own: string, at: string, single: boolean): boolean =>
    isPassed(at, single) || isOurs(own) || [own, at].some((one) => mappedKind(map, one) === 'skip');
  const take = (file: SourceFile | undefined, own: string, at: string, single: boolean): void => {
    if (!file) {
      problems.push({ code: 'import-file-not-text', path: own, lost: true });
      return;
    }
    const what = recogniseFile(file, single, making, mappedKind(map, own) ?? mappedKind(map, at));
    if (what === undefined) passed += 1;
    else {
      const isWhole = what.family !== 'specstory' || isKept(file.text);
      if (isWhole) hold(file.size);
      // Of what comes along as a file no text is held.
      const kept = isWhole ? file : { ...file, text: '' };
      for (const draft of itemsOf(file, what, making)) drafts.push({ draft, at, file: kept, isWhole });
    }
  };

  for (const [i, one] of listing.files.entries()) {
    if (i % 64 === 0) {
      say(one.path);
      // Ctrl-C is heard between two rounds of the loop.
      await new Promise(setImmediate);
      signal.throwIfAborted();
    }
    const own = (below ?? '') + one.path;
    if (isLeftOut(own, one.path, listing.single)) {
      if (isText(one.path)) passed += 1;
      continue;
    }
    if (one.size > MOST_BYTES) {
      const args = { bytes: one.size, most: MOST_BYTES };
      problems.push({ code: 'import-file-too-large', path: own, args, lost: true });
      continue;
    }
    const from = join(listing.base, ...one.path.split('/'));
    // What stands there now may be something else than what was listed.
    const bytes = readPlainBytes(from, MOST_BYTES);
    if (!bytes) {
      problems.push({ code: 'import-file-unreadable', path: own, lost: true });
      continue;
    }
    const given = {
      id: own,
      path: own,
      mtime: one.mtime,
      read: async (): Promise<Buffer> => readPlainBytes(from, MOST_BYTES) ?? Buffer.alloc(0),
    };
    take(sourceFile(given, bytes, origins?.get(own)), own, one.path, listing.single);
  }

  if (history && below !== undefined && under !== undefined) {
    const known = new Set(drafts.map(({ file }) => file.hash));
    const wants = (own: string): boolean => !isLeftOut(own, own, under === own);
    const limits = { most: MOST_BYTES, hold: createTextBudget(path, MOST_HISTORY) };
    const { files, large } = await deletedFiles(project, under, wants, limits);
    for (const { path: own, size } of large) {
      const args = { bytes: size, most: MOST_BYTES };
      problems.push({ code: 'import-file-too-large', path: own, args, lost: true });
    }
    for (const { path: own, blob, bytes, origin } of files) {
      signal.throwIfAborted();
      const read = async (): Promise<Buffer> => (await readBlobs(project.repo, [blob]))[0] ?? Buffer.alloc(0);
      const given = { id: `${own}@${blob}`, path: own, mtime: Date.parse(origin.at), read };
      const file = sourceFile(given, bytes, origin);
      if (file && known.has(file.hash)) passed += 1;
      else take(file, own, own.slice(below.length), under === own);
    }
  }

  const items: SourceItem[] = [];
  const around: Surroundings = {
    base: listing.base,
    below,
    root: project.root,
    items: itemsByFile(drafts),
    assets,
    isSkipped: (at) => [at, (below ?? '') + at].some((one) => mappedKind(map, one) === 'skip'),
    problems,
  };
  for (const { draft, at, file, isWhole } of drafts) {
    if (draft.id.length > LONGEST_ID || /[\n\r]/.test(draft.id)) {
      problems.push({ code: 'import-file-unreadable', path: draft.path, lost: true });
      continue;
    }
    if (!isWhole && !assets.has(file.hash) && !hasRoom(assets, file.size)) {
      const args = { asset: draft.path, most: MOST_TOGETHER };
      problems.push({ code: 'import-assets-too-large', path: draft.path, args, lost: true });
      continue;
    }
    const { links, assets: shown } = linksOf(draft, at, around);
    const own = isWhole ? undefined : assetOf(file, assets);
    if (own !== undefined) links.set(selfLink(draft.path), { to: 'asset', hash: own });
    items.push({ ...draft, links, assets: own === undefined ? shown : [...new Set([...shown, own])] });
  }
  // Numbers of a day are given in this order.
  items.sort((a, b) => compare(a.created?.value ?? '', b.created?.value ?? '') || compare(a.id, b.id));
  const name = await nameOf(project.root, absolute);
  return { source: 'handoffs', name, items, assets, problems, passed, close: async () => {} };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sourceFile(
  given: Pick<SourceFile, 'id' | 'path' | 'mtime' | 'read'>,
  bytes: Buffer,
  origin: SourceFile['origin'],
): SourceFile | undefined {
  const decoded = decodeText(bytes);
  if (!decoded) return undefined;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const { text, odd: oddEncoding } = decoded;
  return { ...given, text, hash, size: bytes.length, oddEncoding, ...(origin ? { origin } : {}) };
}

/** A whole file that comes along because no record can hold it. */
function assetOf({ hash, path, size, read }: SourceFile, assets: Map<string, Asset>): string {
  if (!assets.has(hash)) assets.set(hash, { hash, extension: 'md', path, size, read });
  return hash;
}

function itemsByFile(drafts: readonly Drafted[]): Map<string, string> {
  const items = new Map<string, string>();
  for (const { draft, at } of drafts) {
    // A file that stands goes before what history has of it, and the first entry is where a log begins.
    if (!items.has(at)) items.set(at, draft.id);
  }
  return items;
}

/** Tables of headings as one. */
function united(...tables: readonly Synonyms[]): Synonyms {
  const all: Record<string, readonly string[]> = {};
  for (const [section, headings] of tables.flatMap((table) => Object.entries(table))) {
    all[section] = [...(all[section] ?? []), ...headings];
  }
  return all;
}
