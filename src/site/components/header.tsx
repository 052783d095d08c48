import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { indexUrl } from '../urls.ts';

/** Name of the site, its main pages, search, and the switch of the theme. */
export function Header({ context }: { readonly context: Context }): VNode {
  const { settings, words, to, url } = context;
  const { chrome } = words;
  const links: readonly (readonly [address: string, name: string])[] = [
    [indexUrl(), chrome.records],
    ['operators/', chrome.operators],
    ['invariants/', chrome.invariants],
    ['telemetry/', chrome.telemetry],
  ];
  return (
    <header class="top">
      <div class="bar">
        <a class="name" href={to('')} aria-current={url === '' ? 'page' : undefined}>
          {settings.title}
        </a>
        <form class="find" role="search" action={to('search/')} method="get">
          <input
            type="search"
            name="q"
            id="q"
            autocomplete="off"
            aria-label={chrome.search}
            placeholder={chrome.searchHint}
          />
          <kbd aria-hidden="true">/</kbd>
        </form>
        <button class="theme" type="button" hidden aria-label={chrome.theme} title={chrome.theme}>
          <span aria-hidden="true">◐</span>
        </button>
      </div>
      <nav class="pages" aria-label={chrome.menu}>
        {links.map(([address, name]) => (
          <a href={to(address)} aria-current={url.startsWith(address) ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
    </header>
  );
}
