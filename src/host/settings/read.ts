import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';

/** A settings file that is left alone, and the place that is the reason. */
export interface SettingsFault {
  /** `syntax`: no JSON, with or without comments. `shape`: `hooks` is not what the host documents. */
  readonly fault: 'syntax' | 'shape';
  readonly line: number;
  /** In code points. */
  readonly column: number;
  /** What is odd: `hooks`, `hooks.Stop`. */
  readonly key: string;
  readonly expected: string;
}

/** Kinds of token, by the scanner's numbers: its enumeration is for the compiler only. */
const COMMA = 5;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const LINE_BREAK = 14;
const BLANKS = 15;
const EOF = 17;

/** A comma, a comment or a line break. */
export interface Token {
  readonly kind: 'comma' | 'line-comment' | 'block-comment' | 'break';
  readonly start: number;
  readonly end: number;
}

const KINDS: Readonly<Record<number, Token['kind']>> = {
  [COMMA]: 'comma',
  [LINE_COMMENT]: 'line-comment',
  [BLOCK_COMMENT]: 'block-comment',
  [LINE_BREAK]: 'break',
};

/** JSON with comments, as a tree over its text. */
export interface Settings {
  readonly text: string;
  readonly root: Node;
  readonly tokens: readonly Token[];
}

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  const start = before.at(-1) ?? '';
  return { line: before.length, column: [...start.replace(/^\uFEFF/, '')].length + 1 };
}

/** A fault at an offset. */
export const faultAt = (
  text: string,
  offset: number,
  fault: SettingsFault['fault'],
  key: string,
  expected: string,
): SettingsFault => ({ fault, ...placeOf(text, offset), key, expected });

/** Reads a settings file. A byte order mark is blank to the parser and stays where it is. */
export function readSettings(text: string): Settings | SettingsFault {
  const errors: ParseError[] = [];
  const plain = text.replace(/^\uFEFF/, ' ');
  let root: Node | undefined;
  try {
    root = parseTree(plain, errors, { allowTrailingComma: true });
  } catch (error) {
    // The parser goes down into what is nested, and the stack has an end.
    if (!(error instanceof RangeError)) throw error;
  }
  const [first] = errors;
  if (first || root === undefined) return faultAt(text, first?.offset ?? 0, 'syntax', '', 'JSON');
  if (root.type !== 'object') return faultAt(text, root.offset, 'shape', '', 'an object');
  return { text, root, tokens: tokensOf(plain) };
}

function tokensOf(text: string): Token[] {
  const scanner = createScanner(text);
  const tokens: Token[] = [];
  for (let kind: number = scanner.scan(); kind !== EOF; kind = scanner.scan()) {
    const name = KINDS[kind];
    if (name === undefined || kind === BLANKS) continue;
    const start = scanner.getTokenOffset();
    tokens.push({ kind: name, start, end: start + scanner.getTokenLength() });
  }
  return tokens;
}

/**
 * The first thing in a file that only JSON with comments has. The hosts read plain JSON: as of Claude Code
 * 2.1.330 and Codex 0.169.0 a single comment makes them pass over the whole file.
 */
export function notPlain({ text, tokens }: Settings): { line: number; column: number } | undefined {
  const comment = tokens.find(({ kind }) => kind.endsWith('-comment'));
  const trailing = tokens.find(
    ({ kind, end }) => kind === 'comma' && /^\s*[\]}]/.test(text.slice(end, end + 4096)),
  );
  const offsets = [comment?.start, trailing?.start].filter((offset) => offset !== undefined);
  return offsets.length > 0 ? placeOf(text, Math.min(...offsets)) : undefined;
}

/** The value of a property, with how often the object has one of that name. */
export function propertyOf(
  object: Node,
  name: string,
): { value: Node | undefined; property: Node | undefined; count: number } {
  const all = (object.children ?? []).filter(({ children }) => children?.[0]?.value === name);
  return { value: all[0]?.children?.[1], property: all[0], count: all.length };
}
