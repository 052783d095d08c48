import type { Env } from 'markdown-it';
import type { Rendering } from './body.ts';
import type { Ids } from './slug.ts';

/** What the parts of one page share while they are rendered. */
export interface PageState extends Rendering {
  /** Every `id` of the page. */
  readonly ids: Ids;
  /** How many names in running text may still become links: each is a question to remember. */
  mentions: number;
  /** How many characters of code may still be highlighted. */
  colours: number;
}

/** What markdown-it hands from rule to rule. */
export interface PageEnv extends Env {
  readonly page: PageState;
  footnotes?: {
    refs?: Record<string, number>;
    list?: { label: string; count: number }[];
  };
}

const MOST_MENTIONS = 2000;
const MOST_COLOURS = 100_000;

// Ids of the pages' own parts: the text of no record has them.
const TAKEN = ['content', 'q', 'history', 'links', 'sessions', 'versions', 'workstreams'];

/** The state of a page of which nothing is rendered yet. */
export const newPage = (rendering: Rendering): PageState => ({
  resolver: rendering.resolver,
  words: rendering.words,
  code: rendering.code,
  ids: new Map(TAKEN.map((id) => [id, 0])),
  mentions: MOST_MENTIONS,
  colours: MOST_COLOURS,
});
