import { createHash } from 'node:crypto';
import type { Kind } from '../record/kinds.ts';
import { foldedName } from './folded-name.ts';

// Addresses of pages, from the site's root, decoded: `plans/flip/`. They never move: whoever has linked to one finds it.

/** The folder of each kind's pages. */
export const KIND_FOLDER: Readonly<Record<Kind, string>> = {
  session: 'sessions',
  workstream: 'workstreams',
  plan: 'plans',
  adr: 'decisions',
  learning: 'learnings',
};

/** What records may be filtered by. */
export type Facet = 'kind' | 'status' | 'owner' | 'tag';

/** Where cards lead to: a session itself, the page about any other record. */
export const recordUrl = (kind: Kind, id: string): string => `${KIND_FOLDER[kind]}/${segment(id)}/`;

/** Where the text of a record stands. */
export const documentUrl = (kind: Kind, id: string): string =>
  kind === 'session' ? recordUrl(kind, id) : `${recordUrl(kind, id)}document/`;

/** The n-th page of the sessions that contributed to a record. */
export const contributorsUrl = ({ url }: { readonly url: string }, page = 1): string =>
  `${url}sessions/${page > 1 ? `${page}/` : ''}`;

/** The page about somebody, by their name in addresses. */
export const operatorUrl = (part: string): string => `operators/${part}/`;

/**
 * The n-th page of the records that share a value.
 * @param part its name in addresses, where that is not the usual one
 */
export const facetUrl = (facet: Facet, value: string, page = 1, part = facetSegment(value)): string =>
  `records/${facet}/${part}/${page > 1 ? `${page}/` : ''}`;

/** `Ops` and `ops` are two tags, and one folder on some file systems: capitals are told by a few digits of a hash. */
export const facetSegment = (value: string): string =>
  foldedName(value) === value ? segment(value) : marked(segment(value), value);

/** The n-th page of all records. */
export const indexUrl = (page = 1): string => `records/${page > 1 ? `${page}/` : ''}`;

/** The file that a page is written to: a folder's is `index.html`. */
export const fileOf = (url: string): string => (url === '' || url.endsWith('/') ? `${url}index.html` : url);

/**
 * A name as one part of a path, on every file system: what is no letter, digit, dot, dash or underscore is a dash, and
 * then a few digits of a hash tell it from others of that spelling. What is one stays as it is.
 */
export function segment(name: string): string {
  // Most are written like this, and there are thousands.
  if (USUAL.test(name) && !DEVICE.test(name)) return name;
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^\.+|\.+$/g, '-');
  const isPart = plain.length <= 120 && Buffer.byteLength(plain) <= MOST_BYTES && !DEVICE.test(plain);
  return plain === name && plain !== '' && isPart ? plain : marked(cut(plain, 100), name);
}

const USUAL = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,98}[A-Za-z0-9_-]$/;

/** A part of a path with a few digits behind it, which tell what it stands for. */
export function marked(part: string, what: string): string {
  const short = Buffer.byteLength(part) < MOST_BYTES - HASH ? part : cut(part, MOST_BYTES);
  const whole = `${short}-${createHash('sha256').update(what).digest('hex').slice(0, HASH)}`;
  // `con.txt` is a device as `con` is: what is behind the dot tells nothing.
  return DEVICE.test(whole) ? `_${whole}` : whole;
}

/** File systems take 255; an editor's copy or an archive wants to add a few. */
const MOST_BYTES = 200;
const HASH = 6;

/** The beginning of a text: so many UTF-16 units at most, no longer than what a part may be, and no half letters. */
function cut(text: string, most: number): string {
  let short = '';
  let bytes = 0;
  for (const letter of text.slice(0, most + 1)) {
    bytes += Buffer.byteLength(letter);
    if (short.length + letter.length > most || bytes > MOST_BYTES - HASH - 4) break;
    short += letter;
  }
  return short;
}

/** What Windows takes for a device, whatever comes after a dot. */
export const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/**
 * The way from one page to another as a link has it: relative, so that the site works below any path.
 * @param from,to from the site's root; `to` may have a fragment
 */
export function relativeUrl(from: string, to: string): string {
  const hash = to.indexOf('#');
  const path = hash < 0 ? to : to.slice(0, hash);
  const fragment = hash < 0 ? '' : to.slice(hash);
  // Behind the last folder that both are in. Letter by letter: a large site has a hundred thousand links.
  let common = 0;
  for (let at = 0; at < from.length && from.charCodeAt(at) === path.charCodeAt(at); at += 1)
    if (from.charCodeAt(at) === SLASH) common = at + 1;
  let way = '';
  for (let at = from.indexOf('/', common); at >= 0; at = from.indexOf('/', at + 1)) way += '../';
  way += encoded(path.slice(common));
  return way === '' ? fragment || './' : way + fragment;
}

const SLASH = 47;
/** Needs no encoding. */
const PLAIN = /^[\w./-]*$/;

const encoded = (path: string): string =>
  PLAIN.test(path) ? path : path.split('/').map(encodeURIComponent).join('/');

/** The page that hosts show where there is none: at any depth. */
export const NOT_FOUND = '404.html';

/**
 * How a page links to others: relative, so that the site works below any path. Only the page for what is not there is
 * shown at addresses that nobody knows: it links from the root of the host.
 * @param site where the site is published, if that is known
 */
export function linkWay(from: string, site: string | undefined): (to: string) => string {
  if (from !== NOT_FOUND) return (to) => relativeUrl(from, to);
  const root = site === undefined ? '/' : new URL(site).pathname;
  return (to) => {
    const way = relativeUrl('', to);
    return way === './' ? root : root + way;
  };
}
