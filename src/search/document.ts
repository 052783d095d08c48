import type { Kind } from '../record/kinds.ts';

/** What is known of a record that can be found, besides its words. Plain JSON. */
export interface SearchDoc {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  /** Where it is: a page of the site, or a path in the repository. */
  readonly url: string;
  readonly status: string;
  readonly owner: string;
  readonly tags: readonly string[];
  /** As written, or the empty text. */
  readonly created: string;
  /** Id of what has taken its place, or the empty text. */
  readonly supersededBy: string;
  /** Ids of the plan and the workstream that it names: the one that each has now, then those that it had before. */
  readonly plan: readonly string[];
  readonly workstream: readonly string[];
}

/** The words of a record, by how much they say of what it is about. */
export interface SearchText {
  readonly title: string;
  /** Its id, the ones it had before, its tags. */
  readonly names: string;
  readonly summary: string;
  readonly text: string;
}

export const FIELDS = ['title', 'names', 'summary', 'text'] as const satisfies readonly (keyof SearchText)[];

/** How much more a word counts than one in the text. */
export const BOOST: Readonly<Record<keyof SearchText, number>> = { title: 5, names: 3, summary: 2, text: 1 };
