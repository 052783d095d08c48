import { splitDocument } from '../../record/document.ts';
import { type Conflict, conflictText, isConflict, splitConflicts } from '../../record/conflict-markers.ts';
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
 * A record in which a merge has left a conflict over when it was imported, and the earlier time in its place: two clones
 * that import the same thing agree on all else. Other conflicts stay as they are.
 */
export function mendImported(text: string): string {
  let before = '';
  for (const piece of splitConflicts(text)) {
    const line = isConflict(piece) && IN_BLOCK.test(before) ? earlier(piece) : undefined;
    before += line ?? (isConflict(piece) ? conflictText(piece) : piece.lines.join(''));
  }
  return before;
}

const IN_BLOCK = /^---\r?\n(?:(?!---)[^\n]*\n)*imported:[ \t]*\r?\n(?:[ \t]+\S[^\n]*\n)*$/;

/** The one line of either side, where it says when and nothing else. */
function earlier({ ours, theirs }: Conflict): string | undefined {
  const [[mine = ''], [other = '']] = [ours, theirs];
  if (ours.length !== 1 || theirs.length !== 1) return undefined;
  const [a, b] = [mine, other].map((line) => Date.parse(AT.exec(line)?.[3] ?? ''));
  if (a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b)) return undefined;
  return b < a ? other : mine;
}

/**
 * Whether two texts were imported from two different things. Days are all that many old sessions say of when they were:
 * two of one operator are told apart by nothing else.
 */
export function cameFromTwo(a: string, b: string): boolean {
  const [one, other] = [importedOf(a), importedOf(b)];
  return one !== undefined && other !== undefined && one.rest !== other.rest;
}

/** Of two that came from two things, whether the first is the one whose source stands later: both sides say the same. */
export const isOfLaterSource = (a: string, b: string): boolean =>
  (importedOf(a)?.rest ?? '') > (importedOf(b)?.rest ?? '');

function importedOf(text: string): Imported | undefined {
  const block = BLOCK.exec(text.slice(0, splitDocument(text).bodyStart));
  const found = block && AT.exec(block[0]);
  if (!found) return undefined;
  const [line, key = '', quote = '', at = ''] = found;
  if (Number.isNaN(Date.parse(at))) return undefined;
  const start = block.index + found.index + key.length + quote.length;
  return { start, end: start + at.length, at, rest: block[0].replace(line, '') };
}
