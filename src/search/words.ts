import type { SearchDoc } from './document.ts';

/** The words of some texts, as small as plain JSON gets. */
export interface Words {
  /** Of each text the number of different words in each field. */
  readonly lengths: readonly (readonly number[])[];
  /** Every stem once, in order, with blanks between. */
  readonly terms: string;
  /** Where each of them stands. */
  readonly places: readonly (readonly number[])[];
}

/** A part of the index: some records, and their words. */
export interface Shard {
  readonly docs: readonly SearchDoc[];
  readonly words: Words;
}
