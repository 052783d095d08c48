/** One section of a record, rendered. */
export interface RenderedSection {
  /** The kind's own name of it (`Next Action`), where it is one. */
  readonly key: string | undefined;
  /** The heading as plain text. */
  readonly heading: string;
  /** Its anchor. */
  readonly id: string;
  readonly html: string;
  /** What stands under the heading as it is written: for a button that copies it. */
  readonly source: string;
}

/** The text of a record, rendered: safe to be put into a page as it is. */
export interface RenderedBody {
  /** What stands before the first section, the title left out. */
  readonly intro: string;
  readonly sections: readonly RenderedSection[];
}

/**
 * What a text asks of the site while it is rendered. Every answer is remembered with the page, so that a later build
 * knows whether it would still be the same.
 */
export interface Resolver {
  /**
   * Where a link leads, or an image is.
   * @returns an address for `href`; undefined where it leads nowhere that may be shown
   */
  link(href: string, from: 'link' | 'image'): string | undefined;
  /** The page of a record or an open item that is named in running text: `RT-260511-01`, `RT-260511-01#w1`. */
  record(id: string): { readonly href: string; readonly title: string } | undefined;
  /** The web page of a commit. */
  commit(sha: string): string | undefined;
}
