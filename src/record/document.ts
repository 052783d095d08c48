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

/** Frontmatter of more characters is not read: the `yaml` package would be at it for many seconds. */
export const MOST_FRONTMATTER = 1_048_576;

const BOM = 0xfeff;
// Blanks after a fence are tolerated, as GitHub does.
const OPENING = /---[ \t]*\r?\n/y;
const LOOKS_LIKE_A_KEY = /^(?:#.*\r?\n|[ \t]*\r?\n)*["'\w][^\n]*?:(?:[ \t\r\n]|$)/;

/**
 * Splits a record into frontmatter and body. Only a fence on the very first line opens frontmatter; any later
 * `---` is the body's. An opening fence that nothing closes is a thematic break unless keys follow it.
 */
export function splitDocument(text: string): SplitDocument {
  const open = text.charCodeAt(0) === BOM ? 1 : 0;
  OPENING.lastIndex = open;
  if (!OPENING.test(text)) return bodyOnly(text, open, false);
  const yamlStart = OPENING.lastIndex;

  // The first line behind the opening fence that is a fence and nothing else.
  let line = 2;
  for (let at = yamlStart - 1; at !== -1; at = text.indexOf('\n', at + 1), line++) {
    if (text.charCodeAt(at + 1) !== 45 || !text.startsWith('---', at + 1)) continue;
    const end = behindFence(text, at + 4);
    if (end === undefined) continue;
    // One literal, no spread: this runs for every file of a repository.
    return {
      bom: open === 1,
      eol: eolOf(text, open),
      open,
      yaml: text.slice(yamlStart, at + 1),
      yamlStart,
      yamlLine: 2,
      body: text.slice(end),
      bodyStart: end,
      bodyLine: line + 1,
      hasFrontmatter: true,
      unclosed: false,
    };
  }
  return bodyOnly(text, open, LOOKS_LIKE_A_KEY.test(text.slice(yamlStart, yamlStart + 4096)));
}

function bodyOnly(text: string, open: number, unclosed: boolean): SplitDocument {
  return {
    bom: open === 1,
    eol: eolOf(text, open),
    open,
    yaml: '',
    yamlStart: open,
    yamlLine: 1,
    body: open === 0 ? text : text.slice(open),
    bodyStart: open,
    bodyLine: 1,
    hasFrontmatter: false,
    unclosed,
  };
}

/** Behind the line that a fence is on, when nothing but blanks follows its dashes. */
function behindFence(text: string, from: number): number | undefined {
  let end = from;
  while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
  if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) end++;
  if (end === text.length) return end;
  return text.charCodeAt(end) === 10 ? end + 1 : undefined;
}

function eolOf(text: string, open: number): '\n' | '\r\n' {
  const newline = text.indexOf('\n', open);
  return newline > open && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n';
}
