import type { VNode } from 'preact';

/** Rendered Markdown. The only place where HTML is put into a page as it is: it comes from `markdown/`, which made it safe. */
export const Markdown = ({ html }: { readonly html: string }): VNode => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
);
