import type { ComponentChild } from 'preact';
import type { Head } from './components/layout.tsx';
import type { FacetUrl } from './facet-urls.ts';
import type { Words } from './language/words.ts';
import type { RenderedBody } from './markdown/body.ts';
import type { SiteRecord, SiteSettings } from './model.ts';

/** What a template is drawn with, besides its view. */
export interface Context {
  /** Address of the page that is drawn, from the site's root. */
  readonly url: string;
  readonly settings: SiteSettings;
  readonly words: Words;
  /** Names of the site's own files, with a hash of what is in them: `assets/site-1a2b3c4d.css`. */
  readonly assets: SiteAssets;
  /** The link to another page or file of the site. */
  readonly to: (url: string) => string;
  /** Where the records that share a value are listed. */
  readonly listOf: FacetUrl;
  /** The text of the page's record, where it has one. */
  readonly body: RenderedBody | undefined;
  /** Its file as it is written; undefined where there is none that may be read. */
  readonly text?: string | undefined;
  /** What search quotes of the page's record, a piece on a line; the page carries it where nobody sees it. */
  readonly plain?: string | undefined;
}

/** Files of the site that pages name. */
export interface SiteAssets {
  readonly style: string;
  readonly script: string;
  readonly theme: string;
  /** Loaded when somebody searches. */
  readonly search: string;
  /** What browsers show beside the title. */
  readonly icon: string;
  /** What is shown beside a link to a page, elsewhere; undefined where nobody knows where the site is published. */
  readonly preview: string | undefined;
}

/** One kind of page. A view is plain JSON and everything that it shows but the text of its record. */
export interface Template<View> {
  /** Told apart by this: `session`, `home`. */
  readonly name: string;
  readonly head: (view: View, context: Pick<Context, 'words'>) => Head;
  readonly render: (view: View, context: Context) => ComponentChild;
}

/** A page that is to be there. As long as its template, what it is made from, and its record are the same, it is. */
export interface Page {
  /** From the site's root: `sessions/RT-260511-01/`; a file (`404.html`) where it does not end in a slash. */
  readonly url: string;
  readonly template: string;
  /** What its view is made from, besides its record and the operators. Plain JSON; mostly the view itself. */
  readonly from: unknown;
  readonly view: () => unknown;
  /** The record whose text it shows. */
  readonly record: SiteRecord | undefined;
  /** When what it shows last changed, as programs read it, where it is not its record that says so. No part of it. */
  readonly changed?: () => string | undefined;
  readonly head: (context: Pick<Context, 'words'>) => Head;
  readonly draw: (context: Context) => ComponentChild;
}

/** A page of a template. */
export const definePage = <View>(
  url: string,
  template: Template<View>,
  view: View,
  record?: SiteRecord,
): Page => pageOf(url, template, { from: view, view: () => view, record });

/**
 * A page whose view is made only where the page has to be.
 * @param from plain JSON that is another whenever the view is
 */
export const definePageFrom = <View>(
  url: string,
  template: Template<View>,
  from: unknown,
  makeView: () => View,
): Page => pageOf(url, template, { from, view: once(makeView), record: undefined });

/**
 * A page of a record, whose view is made only where the page has to be.
 * @param viewOf makes the view of the record, what is given as `from`, and the operators: of nothing else
 */
export function defineRecordPage<View, From>(
  url: string,
  template: Template<View>,
  record: SiteRecord,
  { from, viewOf }: { readonly from: From; readonly viewOf: (record: SiteRecord, from: From) => View },
): Page {
  return pageOf(url, template, { from, view: once(() => viewOf(record, from)), record });
}

function once<View>(make: () => View): () => View {
  let made: View | undefined;
  return () => (made ??= make());
}

const pageOf = <View>(
  url: string,
  template: Template<View>,
  { from, view, record }: Pick<Page, 'from'> & { view: () => View; record: SiteRecord | undefined },
): Page => ({
  url,
  template: template.name,
  from,
  view,
  record,
  head: (context) => template.head(view(), context),
  draw: (context) => template.render(view(), context),
});
