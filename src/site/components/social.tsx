import type { VNode } from 'preact';
import { absoluteUrl } from '../machines/absolute.ts';
import { FEED } from '../machines/feed-names.ts';
import type { Context } from '../page.ts';
import type { Head } from './layout.tsx';

/** What the head of a page tells programs: those that preview links, follow feeds, and look for where things are. */
export function Social({ context, head }: { readonly context: Context; readonly head: Head }): VNode {
  const { settings, words, assets, to, url } = context;
  const { title, description, feed, moved, article } = head;
  const address = settings.url === undefined ? undefined : absoluteUrl(settings.url, moved ?? url);
  return (
    <>
      {moved === undefined ? null : (
        <>
          <meta http-equiv="refresh" content={`0; url=${to(moved)}`} />
          <meta name="robots" content="noindex" />
        </>
      )}
      {address !== undefined || moved !== undefined ? (
        <link rel="canonical" href={address ?? to(moved ?? url)} />
      ) : null}
      <meta property="og:title" content={title} />
      <meta property="og:site_name" content={settings.title} />
      <meta property="og:type" content={article ? 'article' : 'website'} />
      <meta property="og:locale" content={words.locale.replace('-', '_')} />
      {description === null ? null : <meta property="og:description" content={description} />}
      {address === undefined ? null : <meta property="og:url" content={address} />}
      {settings.url === undefined || assets.preview === undefined ? null : (
        <>
          <meta property="og:image" content={absoluteUrl(settings.url, assets.preview)} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta name="twitter:card" content="summary" />
        </>
      )}
      {article?.published ? <meta property="article:published_time" content={article.published} /> : null}
      {article?.modified ? <meta property="article:modified_time" content={article.modified} /> : null}
      {settings.url === undefined ? null : (
        <>
          <link rel="alternate" type="application/atom+xml" title={settings.title} href={to(FEED)} />
          {feed ? (
            <link rel="alternate" type="application/atom+xml" title={feed.title} href={to(feed.url)} />
          ) : null}
        </>
      )}
    </>
  );
}
