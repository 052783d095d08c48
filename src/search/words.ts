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

/** What a site lists for its search: the parts of the index, and how things are called. */
export interface SearchManifest<Words> {
  /** From the site's root, the oldest records first. */
  readonly shards: readonly string[];
  readonly words: Words;
  /** What kinds, states and people are called, by their filter: `kind:plan`. */
  readonly names: Readonly<Record<string, string>>;
  /** States by their name on disk: the tone and the sign of their badge. */
  readonly states: Readonly<Record<string, { readonly tone: string; readonly path: string }>>;
}
