import type { VNode } from 'preact';
import type { Context } from '../page.ts';

/** What stands below every page. */
export function Footer({ context }: { readonly context: Context }): VNode {
  return <footer class="foot">{context.words.chrome.footer}</footer>;
}
