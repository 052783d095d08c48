import type { Highlighter } from './highlight.ts';
import type { Words } from '../language/words.ts';

/** One section of a record, rendered. */
export interface RenderedSection {
  /** The kind's own name of it (`Next Action`), where it is one. */
  readonly key: string | undefined;
  /** The heading as plain text. */
  readonly heading: string;
  /** Its anchor. */
  readonly id: string;
  /** Empty where the section says nothing. */
  readonly html: string;
  /** What stands under the heading as it is written, without comments: for a button that copies it. */
  readonly source: string;
}

/** The text of a record, rendered: safe to be put into a page as it is. */
export interface RenderedBody {
  /** What stands before the first section, the title left out. */
  readonly intro: string;
  readonly sections: readonly RenderedSection[];
  /** All of it as `canon search` reads it: plain text, a paragraph or an item each. */
  readonly plain: readonly string[];
}

/** Where something that a text names is to be found. */
export interface Found {
  /** An address for `href`. */
  readonly href: string;
  /** What it is called there. */
  readonly title?: string;
}

/** A picture of the repository that may be shown. */
export interface Picture {
  /** An address for `src`. */
  readonly href: string;
  /** In pixels, so that nothing moves when it has come. */
  readonly width: number;
  readonly height: number;
}

/**
 * What a text asks of the site while it is rendered. Every answer is remembered with the page, so that a later build
 * knows whether it would still be the same.
 */
export interface Resolver {
  /** Where a link leads; undefined where it leads nowhere that may be shown. */
  link(href: string): Found | undefined;
  /** The picture that an image names; undefined where it is none of the repository, or none that is shown. */
  image(href: string): Picture | undefined;
  /** The page of a record or an open item that is named in running text: `RT-260511-01`, `RT-260511-01#w1`. */
  record(id: string): Found | undefined;
  /** The page of a record that `[[flip]]` names: by its id, whatever word it is, or its path. */
  named(name: string): Found | undefined;
  /** The web page of a commit. */
  commit(sha: string): string | undefined;
}

/** What a text is rendered with. */
export interface Rendering {
  readonly resolver: Resolver;
  readonly words: Pick<Words, 'prose'>;
  readonly code: Highlighter;
}
