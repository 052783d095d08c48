import { cells, clusters, isNarrow } from './cells.ts';

export { cells } from './cells.ts';

/** The text cut to `width` cells, with `…` where something was left out. */
export function cutTo(text: string, width: number): string {
  if (cells(text) <= width) return text;
  if (width <= 0) return '';
  let used = 0;
  let out = '';
  for (const segment of clusters(text)) {
    const next = cells(segment);
    if (used + next > width - 1) break;
    used += next;
    out += segment;
  }
  return `${out.trimEnd()}…`;
}

/** The text filled with blanks to `width` cells (cut when longer). */
export function padTo(text: string, width: number): string {
  const cut = cutTo(text, width);
  return cut + ' '.repeat(Math.max(0, width - cells(cut)));
}

/** The text on lines of at most `width` cells, broken at blanks; a longer word is broken inside. */
export function wrapTo(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (let word of text.split(/\s+/).filter(Boolean)) {
    let size = cells(word);
    if (used > 0 && used + 1 + size > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    if (size > width) {
      const pieces = piecesOf(word, width);
      word = pieces.pop() ?? '';
      for (const piece of pieces) lines.push(piece);
      size = cells(word);
    }
    if (size === 0) continue;
    line = used === 0 ? word : `${line} ${word}`;
    used += (used === 0 ? 0 : 1) + size;
  }
  if (used > 0) lines.push(line);
  return lines;
}

/** A word in pieces of at most `width` cells; in one go, for a word may be as long as a file. */
function piecesOf(word: string, width: number): string[] {
  const pieces: string[] = [];
  if (isNarrow(word) && width > 0) {
    for (let at = 0; at < word.length; at += width) pieces.push(word.slice(at, at + width));
    return pieces;
  }
  let head = '';
  let used = 0;
  for (const segment of clusters(word)) {
    const next = cells(segment);
    if (used > 0 && used + next > width) {
      pieces.push(head);
      [head, used] = ['', 0];
    }
    head += segment;
    used += next;
  }
  return [...pieces, head];
}
