/** A place that a merge has left to people, as git marks it. Lines keep their ends. */
export interface Conflict {
  readonly ours: readonly string[];
  /** What both sides began with; with the styles `diff3` and `zdiff3` only. */
  readonly base: readonly string[] | undefined;
  readonly theirs: readonly string[];
  /** The lines of the marks themselves: first, before the base, between the sides, last. */
  readonly marks: readonly [string, string | undefined, string, string];
}

/** A text as git left it: runs of lines, and conflicts between them. */
export type Piece = { readonly lines: readonly string[] } | Conflict;

const OPENS = /^<{7}(?: .*)?\r?\n?$/;
const BASE = /^\|{7}(?: .*)?\r?\n?$/;
const PARTS = /^={7}\r?\n?$/;
const CLOSES = /^>{7}(?: .*)?\r?\n?$/;
const ANY = /^(?:<{7}|>{7})(?: |\r?$)/m;

/** Whether a text may hold marks of a conflict: a line that begins or ends one. */
export const mayConflict = (text: string): boolean =>
  (text.includes('<<<<<<<') || text.includes('>>>>>>>')) && ANY.test(text);

/** 1-based line of the first mark that begins or ends a conflict; undefined without one. */
export function conflictLine(text: string): number | undefined {
  const found = ANY.exec(text);
  return found ? text.slice(0, found.index).split('\n').length : undefined;
}

/** A line of marks that stands alone or not: what a person overlooked when they resolved a conflict by hand. */
export const isMark = (line: string): boolean => OPENS.test(line) || CLOSES.test(line) || BASE.test(line);

/** The line between two sides, which in other places underlines a heading. */
export const isParting = (line: string): boolean => PARTS.test(line);

/** Cuts a text at its conflicts. What is not whole, from the first mark to the last, is text like any other. */
export function splitConflicts(text: string): Piece[] {
  const lines = linesOf(text);
  const pieces: Piece[] = [];
  let plain: string[] = [];
  for (let at = 0; at < lines.length;) {
    const found = OPENS.test(lines[at] ?? '') ? conflictAt(lines, at) : undefined;
    if (!found) {
      plain.push(lines[at++] ?? '');
      continue;
    }
    if (plain.length > 0) pieces.push({ lines: plain });
    plain = [];
    pieces.push(found.conflict);
    at = found.end;
  }
  if (plain.length > 0) pieces.push({ lines: plain });
  return pieces;
}

/** A text as lines with their ends. */
export const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/));

export const isConflict = (piece: Piece): piece is Conflict => 'ours' in piece;

function conflictAt(
  lines: readonly string[],
  start: number,
): { readonly conflict: Conflict; readonly end: number } | undefined {
  const ours: string[] = [];
  const base: string[] = [];
  const theirs: string[] = [];
  let baseMark: string | undefined;
  let parting: string | undefined;
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (OPENS.test(line)) return undefined;
    if (parting === undefined && baseMark === undefined && BASE.test(line)) baseMark = line;
    else if (parting === undefined && PARTS.test(line)) parting = line;
    else if (CLOSES.test(line)) {
      if (parting === undefined) return undefined;
      const marks = [lines[start] ?? '', baseMark, parting, line] as const;
      const conflict = { ours, base: baseMark === undefined ? undefined : base, theirs, marks };
      return { conflict, end: at + 1 };
    } else (parting !== undefined ? theirs : baseMark !== undefined ? base : ours).push(line);
  }
  return undefined;
}

/** The conflict as git writes it. */
export function conflictText({ ours, base, theirs, marks }: Conflict): string {
  const [first, baseMark, parting, last] = marks;
  const middle = base === undefined ? [] : [baseMark ?? '', ...base];
  return [first, ...ours, ...middle, parting, ...theirs, last].join('');
}
