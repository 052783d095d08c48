import { outlineOf } from './outline-of.ts';

const PROBE = '\n\n# x\n';

/**
 * The text, without blanks at its end, with a block ended that nothing ends in it: a fence, a comment. What follows it in a record is then read as
 * what it is. No word is added but the name of an HTML element.
 */
export function closeBlocks(text: string): string {
  const trimmed = text.trimEnd();
  // Most texts have neither.
  if (!/^[ \t]{0,3}(?:```|~~~|<)/m.test(text) || endsClosed(trimmed)) return trimmed;
  for (const closer of closers(text)) {
    // Blanks at the end belong to the block.
    const closed = `${text}${text.endsWith('\n') ? '' : '\n'}${closer}`;
    if (endsClosed(closed)) return closed;
  }
  return trimmed;
}

function endsClosed(text: string): boolean {
  const last = outlineOf(text + PROBE).at(-1);
  return last !== undefined && last.start >= text.length;
}

/** What may end the open block, the likeliest first. */
function* closers(text: string): Generator<string> {
  for (const char of ['`', '~']) {
    let longest = 0;
    for (const [, run = ''] of text.matchAll(char === '`' ? /^ {0,3}(`{3,})/gm : /^ {0,3}(~{3,})/gm)) {
      longest = Math.max(longest, run.length);
    }
    if (longest > 0) yield char.repeat(longest);
  }
  yield* ['-->', '?>', ']]>', '>'];
  for (const name of ['script', 'pre', 'style', 'textarea']) {
    if (text.toLowerCase().includes(`<${name}`)) yield `</${name}>`;
  }
}
