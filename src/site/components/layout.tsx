import type { ComponentChildren, VNode } from 'preact';
import type { Context } from '../page.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Social } from './social.tsx';

/** What a page says of itself to browsers and to whoever links to it. */
export interface Head {
  readonly title: string;
  readonly description: string | null;
  /** A feed of what this page is about, from the site's root, where the site has feeds. */
  readonly feed?: { readonly url: string; readonly title: string };
  /** Where what was found here is now, from the site's root. */
  readonly moved?: string;
  /** Of a page that shows a record: when that was written and changed, as programs read it. */
  readonly article?: { readonly published: string | undefined; readonly modified: string | undefined };
}

// No script or style of others, and none that stands in a page: nothing that came in with a record is ever run.
const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'";

/** The whole document around what a template draws. */
export function Layout({
  context,
  head,
  children,
}: {
  readonly context: Context;
  readonly head: Head;
  readonly children: ComponentChildren;
}): VNode {
  const { settings, words, assets, to, url, plain } = context;
  const title = url === '' ? settings.title : `${head.title} · ${settings.title}`;
  return (
    <html lang={words.code} data-root={to('')} data-search={to(assets.search)}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {head.description === null ? null : <meta name="description" content={head.description} />}
        <Social context={context} head={head} />
        <link rel="icon" type="image/svg+xml" href={to(assets.icon)} />
        <link rel="stylesheet" href={to(assets.style)} />
        <script src={to(assets.theme)} />
        <script type="module" src={to(assets.script)} />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.chrome.skip}
        </a>
        <Header context={context} />
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <Footer context={context} />
        {plain === undefined ? null : <template>{plain}</template>}
      </body>
    </html>
  );
}
