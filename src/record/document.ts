/** Where the parts of a Markdown file with frontmatter are. Offsets are UTF-16, into the whole text. */
export interface SplitDocument {
  readonly bom: boolean;
  /** The line ending of the first line; what canon adds uses the same. */
  readonly eol: '\n' | '\r\n';
  /** Where the first line starts: 1 after a byte order mark, else 0. */
  readonly open: number;
  /** What stands between the fences, last newline included. */
  readonly yaml: string;
  readonly yamlStart: number;
  /** 1-based line of the first line of `yaml`. */
  readonly yamlLine: number;
  readonly body: string;
  readonly bodyStart: number;
  /** 1-based line of the first line of `body`. */
  readonly bodyLine: number;
  readonly hasFrontmatter: boolean;
  /** The first line is a fence, what follows looks like frontmatter, and no second fence closes it. */
  readonly unclosed: boolean;
}

const BOM = 0xfeff;
// Blanks after a fence are tolerated, as GitHub does.
const OPENING = /---[ \t]*\r?\n/y;
const LOOKS_LIKE_A_KEY = /^(?:#.*\r?\n|[ \t]*\r?\n)*["'\w][^\n]*?:(?:[ \t\r\n]|$)/;

/**
 * Splits a record into frontmatter and body. Only a fence on the very first line opens frontmatter; any later
 * `---` is the body's. An opening fence that nothing closes is a thematic break unless keys follow it.
 */
export function splitDocument(text: string): SplitDocument {
  const bom = text.charCodeAt(0) === BOM;
  const open = bom ? 1 : 0;
  const newline = text.indexOf('\n', open);
  const eol = newline > open && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n';
  const base = { bom, eol, open } as const;

  OPENING.lastIndex = open;
  if (OPENING.test(text)) {
    const yamlStart = OPENING.lastIndex;
    const close = closingFence(text, yamlStart);
    if (close !== undefined) {
      const yaml = text.slice(yamlStart, close.start);
      return {
        ...base,
        yaml,
        yamlStart,
        yamlLine: 2,
        body: text.slice(close.end),
        bodyStart: close.end,
        bodyLine: 2 + countNewlines(text, yamlStart, close.end),
        hasFrontmatter: true,
        unclosed: false,
      };
    }
    if (LOOKS_LIKE_A_KEY.test(text.slice(yamlStart, yamlStart + 4096)))
      return without(base, text, open, true);
  }
  return without(base, text, open, false);
}

function without(
  base: Pick<SplitDocument, 'bom' | 'eol' | 'open'>,
  text: string,
  open: number,
  unclosed: boolean,
): SplitDocument {
  const body = open === 0 ? text : text.slice(open);
  return {
    ...base,
    yaml: '',
    yamlStart: open,
    yamlLine: 1,
    body,
    bodyStart: open,
    bodyLine: 1,
    hasFrontmatter: false,
    unclosed,
  };
}

/** The first line after `from` that is a fence and nothing else. */
function closingFence(text: string, from: number): { start: number; end: number } | undefined {
  for (let at = text.indexOf('\n---', from - 1); at !== -1; at = text.indexOf('\n---', at + 1)) {
    let end = at + 4;
    while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
    if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) end++;
    if (end === text.length) return { start: at + 1, end };
    if (text.charCodeAt(end) === 10) return { start: at + 1, end: end + 1 };
  }
  return undefined;
}

function countNewlines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
