import type { Args } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';

/** Why frontmatter cannot be read, and where. Its sentence is in `messages/record.ts`, by `code` and `args.cause`. */
export interface Fault {
  readonly code: 'E_FRONTMATTER_SYNTAX' | 'E_FRONTMATTER_NOT_A_MAP';
  /** 1-based, in the file. */
  readonly line: number;
  /** 1-based, in code points. */
  readonly column: number;
  /** The line it stands on. */
  readonly source: string;
  readonly args: Args;
}

/** A place in a text as people count it. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly source: string;
}

/** Where an offset of the text is: 1-based line, 1-based column in code points, and that line. A byte order mark does not count. */
export function placeOf(text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  if (start === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
  const stop = text.indexOf('\n', start);
  const source = text.slice(start, stop === -1 ? text.length : stop).replace(/\r$/, '');
  const before = text.slice(start, Math.min(Math.max(offset, start), start + source.length));
  return { line, column: Array.from(before).length + 1, source };
}

/** The fault as the error that stops a command. The path is the caller's to add. */
export function faultError(fault: Fault, path?: string): CanonError {
  return new CanonError(fault.code, {
    data: fault.args,
    line: fault.line,
    column: fault.column,
    source: fault.source,
    ...(path === undefined ? {} : { path }),
  });
}
