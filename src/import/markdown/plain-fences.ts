import type { CodeBlock } from './parsed-code.ts';

/**
 * What only a parser can tell: indented blocks, fences that are indented or stand in a list, a quotation or HTML. A comment
 * that ends in its line takes no other line into its block of HTML.
 */
const NOT_PLAIN =
  /(?:^|\n)(?: {4}|\t| {1,3}(?:```|~~~)|[ \t]*(?:>|[-*+]|\d{1,9}[.)])[^\n]*(?:```|~~~)|[ \t]*<(?!!--[^\n]*-->)[a-z!?/]|(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){1,40}[ \t]*(?: {4}|\t))/i;
const FENCE = /```|~~~/;
const OPENING = /^(?:(`{3,})([^`\n]*)|(~{3,})([^\n]*))$/;

/** Whether only a parser can tell where the fences of a text are. */
export const isNested = (text: string): boolean => FENCE.test(text) && NOT_PLAIN.test(text);

/** The blocks of code of a text in which they are fences at the beginning of lines and nothing else; else undefined. */
export function plainFences(text: string): CodeBlock[] | undefined {
  if (NOT_PLAIN.test(text)) return undefined;
  const found: CodeBlock[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const opening = OPENING.exec(lines[at] ?? '');
    if (!opening) continue;
    const mark = opening[1] ?? opening[3] ?? '';
    const from = at + 1;
    at = from;
    while (at < lines.length && !closes(lines[at] ?? '', mark)) at += 1;
    // What nothing closes ends where only a parser knows.
    if (at === lines.length) return undefined;
    const content = lines.slice(from, at).map((line) => `${line}\n`);
    found.push({ content: content.join(''), fenced: true, line: from });
  }
  return found;
}

function closes(line: string, mark: string): boolean {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return found !== undefined && found[0] === mark[0] && found.length >= mark.length;
}
