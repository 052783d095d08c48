/** What is nested deeper than this is not brought out any further. */
const DEEPEST = 8;

/**
 * The text with what Notion nests below headings and paragraphs (toggles, indented blocks) at the margin. It is exported with
 * four blanks in front of each line, which everywhere else means code: links in it would lead nowhere, and Notion's own code stands in
 * fences. What is nested in a list stays, and so do the lines in fences.
 */
export async function outdent(text: string): Promise<string> {
  let out = text;
  for (let round = 0; round < DEEPEST && NESTED.test(out); round += 1) {
    const { indentedCode } = await import('../markdown/parsed-code.ts');
    const blocks = indentedCode(out);
    if (blocks.length === 0) return out;
    let next = '';
    let from = 0;
    for (const [start, end] of blocks) {
      next += out.slice(from, start) + out.slice(start, end).replace(LINE, lowered);
      // Nothing of it may become a part of the line that follows, or that line make a heading of it.
      if (lineBefore(out, end).trim() !== '' && lineFrom(out, end).trim() !== '') next += '\n';
      from = end;
    }
    next += out.slice(from);
    if (next === out) return out;
    out = next;
  }
  return out;
}

const lineBefore = (text: string, end: number): string =>
  text.slice(text.lastIndexOf('\n', end - 2) + 1, end);

const lineFrom = (text: string, start: number): string => {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
};

const NESTED = /(?:^|\n) {4}/;
const LINE = /^ {4}( {0,3}#{1,2}(?=[ \t]))?/gm;

/** A heading that was nested must not end the one that it is nested in. */
const lowered = (_: string, heading: string | undefined): string => (heading === undefined ? '' : '###');
