import type { Kind } from '../record/kinds.ts';
import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';

/**
 * What rows are chosen by, readable for twenty thousand of them without parsing one. Given to a test and
 * good for as long as that call lasts: the next row may use the same object.
 */
export interface RowHead {
  readonly kind: Kind;
  readonly path: string;
  readonly id: string;
  readonly owner: string | undefined;
  readonly status: string | undefined;
  readonly plan: string | undefined;
  readonly workstream: string | undefined;
  readonly branch: string | undefined;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch; undefined where the record has no date. */
  readonly instant: number | undefined;
  readonly legacy: boolean;
  readonly stub: boolean;
  readonly broken: boolean;
  /** An item in Waiting On or Open Questions that is not ticked. */
  readonly openItems: boolean;
  /** It closes items of other records. */
  readonly closes: boolean;
  readonly aliases: boolean;
  /** A session that says what it has taken the place of, or what its own. */
  readonly replaces: boolean;
}

/** The columns with few different values, kept as a list of those and numbers into it. */
export const WORDS = ['kind', 'owner', 'status', 'plan', 'workstream', 'branch', 'tags'] as const;
export type Word = (typeof WORDS)[number];

/** The yes-and-no answers, a bit each. */
export const BITS = {
  legacy: 1,
  stub: 2,
  broken: 4,
  openItems: 8,
  closes: 16,
  aliases: 32,
  replaces: 64,
} as const;

/** A row's value in a column of words; the empty text where it has none. */
export function wordOf(row: Row, word: Word): string {
  return word === 'tags' ? (row.tags ?? []).join('\n') : (row[word] ?? '');
}

export function bitsOf(row: Row): number {
  let bits = 0;
  if (row.legacy) bits |= BITS.legacy;
  if (row.stub) bits |= BITS.stub;
  if (row.fault) bits |= BITS.broken;
  if (row.closes) bits |= BITS.closes;
  if (row.aliases) bits |= BITS.aliases;
  if (row.kind === 'session' && (row.supersedes || row.supersededBy)) bits |= BITS.replaces;
  if (row.waiting?.some((item) => item.open) || row.questions?.some((item) => item.open))
    bits |= BITS.openItems;
  return bits;
}

/** The id in a path: the file name without `.md`. */
export const idIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.md'.length);

/** The head of a row that is at hand. */
export function headOf(row: Row): RowHead {
  const bits = bitsOf(row);
  return {
    kind: row.kind,
    path: row.path,
    id: row.id,
    owner: row.owner,
    status: row.status,
    plan: row.plan,
    workstream: row.workstream,
    branch: row.branch,
    tags: row.tags ?? [],
    instant: instantOf(row.created),
    legacy: (bits & BITS.legacy) !== 0,
    stub: (bits & BITS.stub) !== 0,
    broken: (bits & BITS.broken) !== 0,
    openItems: (bits & BITS.openItems) !== 0,
    closes: (bits & BITS.closes) !== 0,
    aliases: (bits & BITS.aliases) !== 0,
    replaces: (bits & BITS.replaces) !== 0,
  };
}
