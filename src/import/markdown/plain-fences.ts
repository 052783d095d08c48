import type { CodeBlock } from './parsed-code.ts';

/**
 * What only a parser can tell: indented blocks, fences that are indented or stand in a list, a quotation or HTML. A comment
 * that ends in its line takes no other line into its block of HTML.
 */
const NOT_PLAIN =
  /(?:^|\n)(?: {4}|\t| {1,3}(?:```|~~~)|[ \t]*(?:>|[-*+]|\d{1,9}[.)])[^\n]*(?:```|~~~)|[ \t]*<(?!!--[^\n]*-->)[a-z!?/]|(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){1,40}[ \t]*(?: {4}|\t))/i;
const HTML = /(?:^|\n)[ \t]*<(?!!--[^\n]*-->)[a-z!?/]/i;
const FENCES = /`{3,}|~{3,}/g;
const FENCE = /```|~~~/;
const OPENING = /^(?:(`{3,})([^`\n]*)|(~{3,})([^\n]*))$/;

/** Whether only a parser can tell where the fences of a text are. */
export const isNested = (text: string): boolean => FENCE.test(text) && !isPlain(text);

/** Whether anything in a text can be an indented block. */
export const isIndented = (text: string): boolean => text.includes('    ') || text.includes('\t');

/** Asked in the order of what it costs: nearly all texts have neither tabs nor runs of blanks. */
function isPlain(text: string): boolean {
  if (isIndented(text)) return !NOT_PLAIN.test(text);
  if (text.includes('<') && HTML.test(text)) return false;
  for (const { index } of text.matchAll(FENCES)) {
    // At the beginning of its line a run is a fence or text; behind blanks, markers and words it may be either.
    if (index > 0 && text[index - 1] !== '\n') return !NOT_PLAIN.test(text);
  }
  return true;
}

/** The blocks of code of a text in which they are fences at the beginning of lines and nothing else; else undefined. */
export function plainFences(text: string): CodeBlock[] | undefined {
  if (!isPlain(text)) return undefined;
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
