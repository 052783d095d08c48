/**
 * The lines of a file of evidence: `<git common dir>/canon/evidence/<worktree>/<session>.jsonl`, one JSON document
 * each, the oldest first. Readers pass over what they do not know.
 */
export type EvidenceLine = Run | Taken;

/** A check that was run to its end. Of its environment nothing is kept. */
export interface Run {
  readonly e: 'run';
  /** When it began, in milliseconds since the epoch. */
  readonly t: number;
  /** Its argument list as one line, secrets taken out. */
  readonly command: string;
  /** 128 and the number of the signal where one ended it. */
  readonly exit: number;
  /** HEAD when it began, whole; null before the first commit. */
  readonly commit: string | null;
  /** Tracked files of the work itself were not those of the commit, before it or after it. */
  readonly dirty: boolean;
  readonly ms: number;
  /** The last it said, on both streams together, secrets taken out. */
  readonly last: readonly string[];
  /** Top of the work tree: a work tree's name may be given again to another. */
  readonly worktree: string;
}

/**
 * A record has taken what stands above. It holds if there is that record, by whom and when it was handed off: one that
 * was refused after all, or killed, leaves a mark of no record.
 */
export interface Taken {
  readonly e: 'taken';
  readonly t: number;
  /** From the top of the work tree, where it was to be. */
  readonly path: string;
  readonly operator: string;
  /** As its frontmatter has it. */
  readonly created: string;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const SHAPES: ReadonlyMap<unknown, Readonly<Record<string, (value: unknown) => boolean>>> = new Map([
  [
    'run',
    {
      t: isNumber,
      command: isText,
      exit: isNumber,
      commit: (value: unknown) => value === null || isText(value),
      dirty: (value: unknown) => typeof value === 'boolean',
      ms: isNumber,
      last: (value: unknown) => Array.isArray(value) && value.every(isText),
      worktree: isText,
    },
  ],
  ['taken', { t: isNumber, path: isText, operator: isText, created: isText }],
]);

/** A line as data; undefined for one that is blank, torn or of a kind that is not known. */
export function parseEvidence(text: string): EvidenceLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const line = value as Readonly<Record<string, unknown>>;
  const shape = SHAPES.get(line['e']);
  if (shape === undefined) return undefined;
  for (const key in shape) if (!Object.hasOwn(line, key) || !shape[key]?.(line[key])) return undefined;
  return value as EvidenceLine;
}

/** The same as text, with the newline that ends it. */
export const printEvidence = (line: EvidenceLine): string => `${JSON.stringify(line)}\n`;
