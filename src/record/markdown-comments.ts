import { fenceEnd } from './markdown-fence.ts';

/**
 * Markdown without its HTML comments: guidance of a template is not content. What looks like a comment in code, in
 * a fence or between backticks, stays. A comment that begins a line and never ends goes to the end, as in a browser.
 */
export function stripComments(md: string): string {
  if (!md.includes('<!--')) return md;
  const kept: string[] = [];
  const marks = /[\n`<]/g;
  let from = 0;
  let at = fenceEnd(md, 0) ?? 0;
  let paragraphEnd = 0;
  let lastOf = new Map<number, number>();
  for (;;) {
    marks.lastIndex = at;
    const mark = marks.exec(md);
    if (!mark) break;
    at = mark.index;
    if (mark[0] === '\n') {
      at = fenceEnd(md, at + 1) ?? at + 1;
    } else if (mark[0] === '`') {
      if (at >= paragraphEnd) {
        paragraphEnd = endOfParagraph(md, at);
        lastOf = lastRuns(md, at, paragraphEnd);
      }
      const size = runLength(md, at);
      const closes = (lastOf.get(size) ?? -1) > at;
      at = closes ? closingRun(md, at + size, size) : at + size;
    } else if (md.startsWith('<!--', at)) {
      const lineStart = blankBefore(md, at, from);
      const end = commentEnd(md, at);
      if (end === undefined) {
        if (lineStart !== undefined) {
          kept.push(md.slice(from, lineStart));
          from = md.length;
        }
        // No comment ends after here, so none is left to find.
        break;
      }
      // A line with nothing but a comment goes whole.
      const rest = lineStart === undefined ? undefined : restOfLine(md, end);
      kept.push(md.slice(from, rest === undefined ? at : lineStart));
      from = at = rest ?? end;
      if (md.charCodeAt(at - 1) === 10) at = fenceEnd(md, at) ?? at;
    } else at++;
  }
  kept.push(md.slice(from));
  return kept.join('');
}

/** True when there is nothing but blanks and comments: a section that says nothing. */
export function isEmptyText(md: string): boolean {
  return stripComments(md).trim() === '';
}

/** Where the line starts, if nothing visible stands before `at` on it (nor before `from`, which is gone already). */
function blankBefore(md: string, at: number, from: number): number | undefined {
  let start = at;
  while (start > from && (md.charCodeAt(start - 1) === 32 || md.charCodeAt(start - 1) === 9)) start--;
  return start === 0 || md.charCodeAt(start - 1) === 10 ? start : undefined;
}

function commentEnd(md: string, open: number): number | undefined {
  if (md.startsWith('>', open + 4)) return open + 5;
  if (md.startsWith('->', open + 4)) return open + 6;
  const close = md.indexOf('-->', open + 4);
  return close < 0 ? undefined : close + 3;
}

/** The start of the next line if nothing visible is left on this one. */
function restOfLine(md: string, at: number): number | undefined {
  const blank = /[ \t]*(?:\r?\n|$)/y;
  blank.lastIndex = at;
  return blank.test(md) ? blank.lastIndex : undefined;
}

function runLength(md: string, at: number): number {
  let end = at;
  while (md.charCodeAt(end) === 96) end++;
  return end - at;
}

/** Behind the next run of exactly `size` backticks; the caller knows that there is one. */
function closingRun(md: string, from: number, size: number): number {
  for (let at = md.indexOf('`', from); at >= 0;) {
    const length = runLength(md, at);
    if (length === size) return at + length;
    at = md.indexOf('`', at + length);
  }
  return md.length;
}

/** The last run of backticks of each length: without it, every run that nothing closes would be searched for. */
function lastRuns(md: string, from: number, to: number): Map<number, number> {
  const runs = new Map<number, number>();
  for (let at = md.indexOf('`', from); at >= 0 && at < to;) {
    const length = runLength(md, at);
    runs.set(length, at);
    at = md.indexOf('`', at + length);
  }
  return runs;
}

function endOfParagraph(md: string, from: number): number {
  const blank = /\n[ \t]*\r?(?=\n)/g;
  blank.lastIndex = from;
  return blank.test(md) ? blank.lastIndex : md.length;
}
