/** A link or image as it stands in a Markdown text. */
export interface Link {
  /** The destination as written, without angle brackets; `[[target]]` of a wikilink. */
  readonly href: string;
  readonly kind: 'link' | 'wikilink';
  /** 1-based, in the text given: where the destination is, or the wikilink begins. */
  readonly line: number;
  /** 1-based, in code points. */
  readonly column: number;
}

/**
 * Where a text may hold links, found without a Markdown parser. Every real link with a destination has a
 * candidate; a candidate need not be a link (it may stand in code or in a comment). `plain` says that the
 * destination is surely the one a Markdown parser would read here, if this is a link.
 */
export interface LinkCandidate extends Link {
  readonly plain: boolean;
}

// What looks like a wikilink may be the text of a link: its end is looked at, not taken.
const START = /\]\(|\]:|\[\[(?=([^[\]\\\n]+)\]\])/g;
const PLAIN = /^[\w\-./~%#?=+,:;@!$]+$/;

/** Lines and columns of offsets, which have to rise: what was looked at once is not looked at again. */
function positionsOf(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  let seen = 0;
  let pairs = 0;
  return (offset) => {
    while (lineEnd < offset) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
      seen = lineStart;
      pairs = 0;
    }
    // Columns are code points; only what lies beyond the basic plane differs from code units.
    pairs += text.slice(seen, offset).match(PAIR)?.length ?? 0;
    seen = offset;
    return { line, column: offset - lineStart - pairs + 1 };
  };
}

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

/** Where a destination ends: at a blank or a bracket, or where the next one begins, so that none is read twice. */
const END = /[\s)]|\](?=[(:])/g;

/** The destination that starts at `from`, cut where a simple reading ends. */
function readDestination(text: string, from: number): { href: string; plain: boolean } {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  if (text[at] === '<') {
    const end = endOfAngle(text, at + 1);
    const href = end === undefined ? '' : text.slice(at + 1, end);
    return { href, plain: href !== '' && !/[\\&]/.test(href) };
  }
  END.lastIndex = at;
  const end = END.exec(text)?.index ?? text.length;
  const href = text.slice(at, end);
  return { href, plain: PLAIN.test(href) && text[end] !== ']' };
}

/** Where `<destination>` ends; undefined where it does not before its line or another one begins. */
function endOfAngle(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '>') return at;
    if (character === '<' || character === '\n') return undefined;
    if (character === '\\') at += 1;
  }
  return undefined;
}

const MAYBE = /\]\(|\]:|\[\[/g;

/** Whether there may be a candidate from an offset on. Of bytes taken for letters (`latin1`) it says the same. */
export function mayHaveLinks(text: string, from = 0): boolean {
  // Every link has one, and most texts have none: by far the fastest thing to ask.
  if (!text.includes('[', from)) return false;
  MAYBE.lastIndex = from;
  return MAYBE.test(text);
}

/** Candidates for links in a Markdown text, in order. Linear in the length of the text. */
export function linkCandidates(text: string): LinkCandidate[] {
  const found: LinkCandidate[] = [];
  const position = positionsOf(text);
  START.lastIndex = 0;
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const at = match.index;
    if (match[1] !== undefined) {
      found.push({ kind: 'wikilink', href: match[1], plain: true, ...position(at) });
      // Its last bracket may end the text of a link: `[[text]](there.md)`.
      START.lastIndex -= 1;
    } else {
      found.push({ kind: 'link', ...readDestination(text, at + 2), ...position(at + 2) });
    }
  }
  return found;
}
