import { createHash } from 'node:crypto';
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { readPlainBytes } from '../../store/plain-file.ts';
import { linkTarget, normalizePath } from '../../record/link-target.ts';
import type { Asset, LinkTo, SourceProblem } from '../item.ts';
import { isText } from './recognise.ts';
import type { DraftItem } from './source-file.ts';

/** A larger file does not come along. */
const MOST_BYTES = 32 * 1024 * 1024;

/** All that comes along: more than most hosts want a whole repository to have. */
export const MOST_TOGETHER = 1024 * 1024 * 1024;

/** Whether another file may come along. */
export function hasRoom(assets: ReadonlyMap<string, Asset>, bytes: number, most = MOST_TOGETHER): boolean {
  let together = bytes;
  for (const { size } of assets.values()) together += size;
  return together <= most;
}

/** Where links of a source can lead. */
export interface Surroundings {
  /** Absolute: the folder that is imported. */
  readonly base: string;
  /** From the project's root to `base`, with a slash at its end or empty; undefined outside of the project. */
  readonly below: string | undefined;
  /** Absolute: the project's root. */
  readonly root: string;
  /** Ids of items by the path of their file, relative to `base`. */
  readonly items: ReadonlyMap<string, string>;
  readonly assets: Map<string, Asset>;
  /** Whether the map says that a file, relative to `base`, is left out. */
  readonly isSkipped: (path: string) => boolean;
  readonly problems: SourceProblem[];
  /** Bytes that may come along in all. */
  readonly most?: number;
}

// `](dest)`, `]: dest`, `src="dest"`. What only looks like one (in code) does no harm: nothing asks for it.
const DESTINATION =
  /\]\([ \t]*(?:<([^<>\n]{1,2000})>|((?:[^\s()<>]|\([^\s()]{0,200}\)){1,2000}))|\]:[ \t]*(?:<([^<>\n]{1,2000})>|(\S{1,2000}))|\b(?:src|href)=["']([^"'\n]{1,2000})["']/g;

/** The destinations in Markdown, each once. */
export function destinationsOf(texts: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    if (!/\]\(|\]:|(?:src|href)=/.test(text)) continue;
    for (const match of text.matchAll(DESTINATION)) {
      const href = match.slice(1).find((one) => one !== undefined);
      if (href !== undefined && href !== '') found.add(href);
    }
  }
  return found;
}

/** What the links of an item lead to, and the files that come along with it. */
export function linksOf(
  item: DraftItem,
  at: string,
  around: Surroundings,
): { links: Map<string, LinkTo>; assets: string[] } {
  const links = new Map<string, LinkTo>();
  const assets = new Set<string>();
  const texts = [...item.sections.map(({ text }) => text), item.properties ?? ''];
  for (const href of destinationsOf(texts)) {
    const to = leadsTo(href, at, item.id, around);
    if (!to) continue;
    links.set(href, to);
    if (to.to === 'asset') assets.add(to.hash);
  }
  return { links, assets: [...assets] };
}

function leadsTo(href: string, at: string, self: string, around: Surroundings): LinkTo | undefined {
  const target = linkTarget(href, at, '');
  if (target.to !== 'file') return undefined;
  const rest = /[?#].*$/s.exec(href)?.[0] ?? '';
  const id = around.items.get(target.path);
  if (id !== undefined && id !== self) {
    return rest.startsWith('#') ? { to: 'item', id, fragment: rest } : { to: 'item', id };
  }
  if (comesAlong(target.path, at, around) && !around.isSkipped(target.path)) {
    const asset = assetAt(target.path, at, around);
    if (asset) return { to: 'asset', hash: asset };
  }
  const file = fileInProject(href, target.path, around);
  return file && { to: 'file', path: file.path, ...(file.rest === '' ? {} : { rest: file.rest }) };
}

const MEDIA =
  /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|heic|tiff?|mp4|mov|webm|mp3|wav|m4a|ogg|pdf|docx?|xlsx?|pptx?|zip|csv|drawio|excalidraw)$/i;

/** Of another place everything comes along; of the project what was put beside a handoff, for the rest is there to stay. */
function comesAlong(path: string, at: string, { below }: Surroundings): boolean {
  if (path.startsWith('../') || path === '..' || isText(path)) return false;
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  return below === undefined || (MEDIA.test(path) && path.startsWith(folder));
}

/** A file beside the handoffs, as an asset. */
function assetAt(path: string, from: string, around: Surroundings): string | undefined {
  const file = join(around.base, ...path.split('/'));
  const stat = lookAt(file);
  if (!stat?.isFile() || !isWithin(file, around.base)) return undefined;
  if (stat.size > MOST_BYTES) {
    around.problems.push({
      code: 'import-asset-too-large',
      path: from,
      args: { asset: path, bytes: stat.size, most: MOST_BYTES },
      lost: false,
    });
    return undefined;
  }
  try {
    const bytes = readPlainBytes(file, MOST_BYTES);
    if (!bytes) return undefined;
    const hash = createHash('sha256').update(bytes).digest('hex');
    const extension = /\.([a-z0-9]{1,16})$/i.exec(path)?.[1]?.toLowerCase() ?? 'bin';
    if (!around.assets.has(hash)) {
      const most = around.most ?? MOST_TOGETHER;
      if (!hasRoom(around.assets, bytes.length, most)) {
        around.problems.push({
          code: 'import-assets-too-large',
          path: from,
          args: { asset: path, most },
          lost: false,
        });
        return undefined;
      }
      const read = async (): Promise<Buffer> => readPlainBytes(file, MOST_BYTES) ?? Buffer.alloc(0);
      around.assets.set(hash, { hash, extension, path, size: bytes.length, read });
    }
    return hash;
  } catch {
    return undefined;
  }
}

/** A file of the project that a link means: relative to the handoff, or, as many write it, to the root. */
function fileInProject(
  href: string,
  path: string,
  { below, root }: Surroundings,
): { path: string; rest: string } | undefined {
  const rest = /[?#].*$/s.exec(href)?.[0] ?? '';
  const fromRoot = linkTarget(href, '', '');
  const places = [
    ...(below === undefined ? [] : [normalizePath(below + path)]),
    ...(fromRoot.to === 'file' ? [fromRoot.path] : []),
  ];
  for (const place of places) {
    if (place === '' || place.startsWith('../') || place === '.git' || place.startsWith('.git/')) continue;
    if (lookAt(join(root, ...place.split('/')))) return { path: place, rest };
    // `src/a.ts:12`, as tools write it.
    const [, bare, line] = /^(.+?):(\d+)(?:[:-]\d+)*$/.exec(place) ?? [];
    if (bare !== undefined && line !== undefined && lookAt(join(root, ...bare.split('/')))) {
      return { path: bare, rest: `#L${line}` };
    }
  }
  return undefined;
}

function isWithin(file: string, base: string): boolean {
  try {
    const real = realpathSync.native(file);
    return real.startsWith(base.endsWith(sep) ? base : base + sep);
  } catch {
    return false;
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
