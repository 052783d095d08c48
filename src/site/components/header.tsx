import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { indexUrl } from '../urls.ts';
import { Icon } from './icon.tsx';
import { SearchBox } from './search-box.tsx';

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
      <a class="name" href={to('')} aria-current={url === '' ? 'page' : undefined}>
        {settings.title}
      </a>
      <nav class="pages" aria-label={chrome.menu}>
        {links.map(([address, name]) => (
          <a
            href={to(address)}
            aria-current={url === address ? 'page' : url.startsWith(address) ? 'true' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <SearchBox context={context} id="q" />
      <button class="theme" type="button" aria-label={chrome.theme} title={chrome.theme}>
        <Icon name="theme" />
      </button>
    </header>
  );
}
