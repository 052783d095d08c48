import type { CheckedBody, Sight } from './rule.ts';

// A link as canon writes it: up by `../`, then names without anything that has to be decoded, perhaps a place in that
// file, and the end of the link right behind. Or the web, or a place in the same file. Or else what has to be looked into.
const LINK =
  /\]\((?:((?:\.\.\/)*)((?:[\w-]+[./])*[\w-]+)(?:#[\w-]*)?|https?:[\w\-./~%#?=+,:;@!$]*|#[\w-]*)\)|\]\(|\]:/g;

/**
 * Whether every link that a body may hold surely leads to something. False says nothing: `linkCandidates` and
 * a parser have to look. Logs have hundreds of links, and nearly all lead to records.
 */
export function allLinksLead({ path, body }: CheckedBody, { exists }: Pick<Sight, 'exists'>): boolean {
  const folders = foldersOf(path);
  LINK.lastIndex = 0;
  for (let found = LINK.exec(body); found; found = LINK.exec(body)) {
    const [whole, up = '', rest] = found;
    if (whole.length === 2) return false;
    if (rest === undefined) continue;
    const folder = folders[folders.length - 1 - up.length / 3];
    if (folder === undefined || !exists(folder + rest)) return false;
  }
  return true;
}

/** The folders above a file, the topmost (empty) first, each with a slash at its end. */
function foldersOf(path: string): string[] {
  const folders = [''];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
    folders.push(path.slice(0, at + 1));
  return folders;
}
