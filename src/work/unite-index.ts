import { destinationPath } from '../record/markdown-write.ts';
import { isConflict, isMark, mayConflict, splitConflicts } from '../record/conflict-markers.ts';
import { NO_ROWS } from './index-pages.ts';

/** A line's first link. Escapes are taken in pairs: a title may have brackets of its own. */
const FIRST_LINK = /^(?:\||- )(?:\\.|[^\\])*?\]\(([^()\s]+)\)/;
// More than canon writes in a line before the link; what is longer is not canon's.
const LONGEST = 4000;

/** What makes a line the row of one record, or one of canon's own headings; `undefined` for other text. */
export function rowKey(line: string): string | undefined {
  if (line.startsWith('|') || line.startsWith('- ')) {
    const destination = FIRST_LINK.exec(line.slice(0, LONGEST))?.[1];
    if (destination !== undefined) return `-> ${destinationPath(destination)}`;
    return line.startsWith('|') ? line : undefined;
  }
  return line.startsWith('#') || line === NO_ROWS ? line : undefined;
}

/**
 * A version of an index page brought along to its new text: it is the base → the new text; otherwise the rows that
 * the change from base to new text adds, alters and drops are added, altered and dropped here, and every other line
 * of this version stays where it is.
 */
export function uniteIndex(found: string, base: string | null | undefined, text: string): string {
  if (found === base || found.trim() === '') return text;
  const current = withoutConflicts(found);
  const eol = /\r\n/.test(current) ? '\r\n' : '\n';
  const split = (page: string): string[] => page.split(/\r?\n/);
  const wanted = split(text);
  const known = new Set(wanted);
  // Nothing in it is anybody's own: an older page, or the empty one of `init` that was never committed.
  if (split(current).every((line) => line === NO_ROWS || known.has(line) || line.trim() === '')) {
    return wanted.join(eol);
  }
  const target = new Map(rowsOf(wanted));
  const before = new Map(rowsOf(split(base ?? '')));
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const line of split(current)) {
    const key = rowKey(line);
    if (key === undefined) lines.push(line);
    else if (target.has(key)) {
      // A second row for a record is left over from a merge.
      if (!seen.has(key)) lines.push(target.get(key) ?? line);
    } else if (!before.has(key)) lines.push(line);
    if (key !== undefined) seen.add(key);
  }
  const missing = [...target.keys()].filter((key) => !seen.has(key));
  if (missing.length === 0) return lines.join(eol);
  return insertRows(lines, wanted, new Set(missing))?.join(eol) ?? text;
}

/** A page in which a merge has left conflicts with the lines of both sides; a row that is there twice goes later. */
function withoutConflicts(page: string): string {
  if (!mayConflict(page)) return page;
  return splitConflicts(page)
    .flatMap((piece) =>
      isConflict(piece)
        ? [...piece.ours, ...piece.theirs.filter((line) => line.trim() === '' || !piece.ours.includes(line))]
        : piece.lines,
    )
    .filter((line) => !isMark(line))
    .join('');
}

const rowsOf = (lines: readonly string[]): [string, string][] =>
  lines.flatMap((line): [string, string][] => {
    const key = rowKey(line);
    return key === undefined ? [] : [[key, line]];
  });

/** Puts each missing row behind the line that it follows in the new text; `undefined` where there is no such line. */
function insertRows(
  lines: readonly string[],
  wanted: readonly string[],
  missing: ReadonlySet<string>,
): string[] | undefined {
  const behind = new Map<string, string[]>();
  let anchor: string | undefined;
  const anchorOf = (line: string): string => rowKey(line) ?? line;
  const there = new Set(lines.map(anchorOf));
  for (const line of wanted) {
    const key = rowKey(line);
    if (key !== undefined && missing.has(key)) {
      if (anchor === undefined) return undefined;
      const group = behind.get(anchor);
      if (group) group.push(line);
      else behind.set(anchor, [line]);
    } else if (line !== '' && there.has(anchorOf(line))) anchor = anchorOf(line);
  }
  const out: string[] = [];
  for (const line of lines) {
    out.push(line);
    const group = behind.get(anchorOf(line));
    if (!group) continue;
    for (const one of group) out.push(...(one.startsWith('#') ? ['', one, ''] : [one]));
    behind.delete(anchorOf(line));
  }
  return out;
}
