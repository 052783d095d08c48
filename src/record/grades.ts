import { fenceEnd } from './markdown-fence.ts';

/** How well a statement is known: `(verified: npm test, exit 0, 3f889a1)`, `(believed)`, `(inherited: RT-260511-01)`. */
export type Grade =
  | Verified
  | { readonly how: 'believed' }
  | { readonly how: 'inherited'; readonly from: string };

/** Somebody ran it. What the text leaves out is undefined. */
export interface Verified {
  readonly how: 'verified';
  /** Empty for a bare `(verified)`. */
  readonly command: string;
  readonly exit?: number;
  /** Abbreviated or whole; null where there was no commit yet. */
  readonly commit?: string | null;
  /** Tracked files differed from the commit. */
  readonly dirty?: true;
}

/** A grade and where in the text it stands. */
export interface PlacedGrade {
  readonly grade: Grade;
  readonly start: number;
  /** Behind the closing parenthesis. */
  readonly end: number;
}

// What neither ends a grade nor means something to Markdown.
const PLAIN = /^[\p{L}\p{N}@%+=:./-][\p{L}\p{N}_@%+=:./-]*(?: [\p{L}\p{N}@%+=:./-][\p{L}\p{N}_@%+=:./-]*)*$/u;
const NO_COMMIT = 'no commit';
/** What is longer than that is no command, however it goes on: every open parenthesis would be followed to the end. */
const LONGEST = 8192;

/** A grade as records have it. A command with characters of its own stands in a code span. */
export function printGrade(grade: Grade): string {
  if (grade.how === 'believed') return '(believed)';
  if (grade.how === 'inherited') return `(inherited: ${grade.from})`;
  const { command, exit, commit, dirty } = grade;
  const parts = [
    printCommand(command),
    ...(exit === undefined ? [] : [`exit ${exit}`]),
    ...(exit === undefined || commit === undefined ? [] : [commit ?? NO_COMMIT]),
    ...(exit === undefined || commit === undefined || !dirty ? [] : ['dirty']),
  ];
  return command === '' ? '(verified)' : `(verified: ${parts.join(', ')})`;
}

/** A command on one line of Markdown. */
export function printCommand(command: string): string {
  if (PLAIN.test(command)) return command;
  const longest = Math.max(0, ...(command.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(command) ? ' ' : '';
  return fence + pad + command + pad + fence;
}

/** Every grade in a Markdown text, in order; those in code are words. */
export function findGrades(text: string): PlacedGrade[] {
  const found: PlacedGrade[] = [];
  const marks = /\n|(?<!`)\((?=verified\b|believed\)|inherited:)/gi;
  for (let at = fenceEnd(text, 0) ?? 0; ;) {
    marks.lastIndex = at;
    const mark = marks.exec(text);
    if (mark === null) return found;
    if (mark[0] === '\n') {
      at = fenceEnd(text, mark.index + 1) ?? mark.index + 1;
      continue;
    }
    const read = readGrade(text, mark.index);
    at = read?.end ?? mark.index + 1;
    if (read) found.push(read);
  }
}

const SIMPLE = /\((?:(believed)|inherited:\s*([^\s()]+)\s*|(verified))\)/iy;
const OPEN = /\(verified:\s*/iy;
const REST = /\s*(?:,\s*exit\s+(\d{1,3})(?:,\s*(?:([0-9a-f]{4,64})|no\s+commit)(,\s*dirty)?)?\s*)?\)/iy;
const TAIL = /^(.*?),\s*exit\s+(\d{1,3})(?:,\s*(?:([0-9a-f]{4,64})|no\s+commit)(,\s*dirty)?)?\s*$/is;

function readGrade(text: string, start: number): PlacedGrade | undefined {
  const simple = matchAt(SIMPLE, text, start);
  if (simple) {
    const end = start + simple[0].length;
    if (simple[1] !== undefined) return { grade: { how: 'believed' }, start, end };
    if (simple[2] !== undefined) return { grade: { how: 'inherited', from: simple[2] }, start, end };
    return { grade: { how: 'verified', command: '' }, start, end };
  }
  const open = matchAt(OPEN, text, start);
  if (!open) return undefined;
  const from = start + open[0].length;
  return text[from] === '`'
    ? (readSpan(text, start, from) ?? readPlain(text, start, from))
    : readPlain(text, start, from);
}

/** `` `command`, exit 0, 3f889a1) `` */
function readSpan(text: string, start: number, from: number): PlacedGrade | undefined {
  const size = /^`+/.exec(text.slice(from))?.[0].length ?? 0;
  const runs = /`+/g;
  runs.lastIndex = from + size;
  for (let run = runs.exec(text); run !== null; run = runs.exec(text)) {
    if (run.index - from > LONGEST) return undefined;
    if (run[0].length !== size) continue;
    const rest = matchAt(REST, text, run.index + size);
    const inside = text.slice(from + size, run.index);
    if (!rest || hasGap(inside)) return undefined;
    const end = run.index + size + rest[0].length;
    return { grade: verified(unpadded(oneLine(inside)), rest[1], rest[2], rest[3], rest[0]), start, end };
  }
  return undefined;
}

/** To the parenthesis that closes the first, in the same paragraph. */
function readPlain(text: string, start: number, from: number): PlacedGrade | undefined {
  let depth = 1;
  let at = from;
  for (const most = Math.min(text.length, from + LONGEST); at < most && depth > 0; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
  }
  const inside = text.slice(from, at - 1);
  if (depth > 0 || hasGap(inside)) return undefined;
  const tail = TAIL.exec(inside);
  const command = oneLine(tail?.[1] ?? inside)
    .replace(/\s+/g, ' ')
    .trim();
  return { grade: verified(command, tail?.[2], tail?.[3], tail?.[4], tail?.[0] ?? ''), start, end: at };
}

function verified(
  command: string,
  exit: string | undefined,
  commit: string | undefined,
  dirty: string | undefined,
  said: string,
): Verified {
  const none = commit === undefined && /,\s*no\s+commit(?:,\s*dirty)?\s*\)?$/i.test(said);
  return {
    how: 'verified',
    command,
    ...(exit === undefined ? {} : { exit: Number(exit) }),
    ...(commit === undefined ? (none ? { commit: null } : {}) : { commit: commit.toLowerCase() }),
    ...(dirty === undefined ? {} : { dirty: true }),
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

// Lists are wrapped and indented as anybody likes.
const oneLine = (text: string): string => text.replace(/[ \t]*\r?\n[ \t]*/g, ' ');

const unpadded = (text: string): string =>
  /^ .* $/s.test(text) && text.trim() !== '' ? text.slice(1, -1) : text;

const hasGap = (text: string): boolean => /\n[ \t]*\r?\n/.test(text);
