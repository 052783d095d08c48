import { splitDocument } from '../../record/document.ts';
import type { Versions } from './unite-tasks.ts';

const BLOCK = /^imported:[ \t]*\r?\n(?:[ \t]+\S.*\r?\n)+/m;
const AT = /^([ \t]+at:[ \t]*)(["']?)([^"'\r\n]+)(["']?)(?=[ \t]*\r?$)/m;

/** Where a record says when it was imported, and what else it says of that. */
interface Imported {
  readonly start: number;
  readonly end: number;
  readonly at: string;
  readonly rest: string;
}

/**
 * Two clones that import the same thing write the same record at two times: the earlier one is when it came. Versions
 * that differ in more than that are left as they are.
 */
export function uniteImported(versions: Versions): Versions {
  const [base, ours, theirs] = versions.map(importedOf);
  if (!ours || !theirs || ours.at === theirs.at || ours.rest !== theirs.rest) return versions;
  // One side alone has imported anew: its time goes with what it has written.
  if (base && (base.at === ours.at || base.at === theirs.at)) return versions;
  const at = Date.parse(theirs.at) < Date.parse(ours.at) ? theirs.at : ours.at;
  const same = (text: string, found: Imported | undefined): string =>
    found === undefined ? text : text.slice(0, found.start) + at + text.slice(found.end);
  return [same(versions[0], base), same(versions[1], ours), same(versions[2], theirs)];
}

/**
 * Whether two texts were imported from two different things. Days are all that many old sessions say of when they were:
 * two of one operator are told apart by nothing else.
 */
export function cameFromTwo(a: string, b: string): boolean {
  const [one, other] = [importedOf(a), importedOf(b)];
  return one !== undefined && other !== undefined && one.rest !== other.rest;
}

function importedOf(text: string): Imported | undefined {
  const block = BLOCK.exec(text.slice(0, splitDocument(text).bodyStart));
  const found = block && AT.exec(block[0]);
  if (!found) return undefined;
  const [line, key = '', quote = '', at = ''] = found;
  if (Number.isNaN(Date.parse(at))) return undefined;
  const start = block.index + found.index + key.length + quote.length;
  return { start, end: start + at.length, at, rest: block[0].replace(line, '') };
}
