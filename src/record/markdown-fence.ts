// Markers of lists and quotes, then the fence. Blanks belong to what follows them, so that a long run of them is read once.
const OPENING =
  /(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){0,40}[ \t]*(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})/y;

/**
 * Where the code fence ends that the line at `lineStart` opens (behind its closing line, or the end of the text);
 * `undefined` when the line opens none. Lenient about depth: fences in lists and quotes count.
 */
export function fenceEnd(md: string, lineStart: number): number | undefined {
  OPENING.lastIndex = lineStart;
  const marks = OPENING.exec(md)?.[1];
  if (marks === undefined) return undefined;
  const char = marks.charCodeAt(0);
  for (let at = md.indexOf('\n', lineStart); at >= 0; at = md.indexOf('\n', at + 1)) {
    let i = at + 1;
    while (md.charCodeAt(i) === 32 || md.charCodeAt(i) === 9 || md.charCodeAt(i) === 62) i++;
    let end = i;
    while (md.charCodeAt(end) === char) end++;
    if (end - i < marks.length) continue;
    const newline = md.indexOf('\n', end);
    const lineEnd = newline < 0 ? md.length : newline;
    if (md.slice(end, lineEnd).trim() === '') return newline < 0 ? lineEnd : newline + 1;
  }
  return md.length;
}
