import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { Icon } from './icon.tsx';

/** A box to search in. Without a script it goes to the search page. */
export function SearchBox({
  context: { words, to },
  id,
}: {
  readonly context: Context;
  /** Of the input: `q` in the header. */
  readonly id: string;
}): VNode {
  const { chrome } = words;
  const isMain = id === 'q';
  return (
    <form
      class="find"
      role="search"
      action={to('search/')}
      method="get"
      aria-label={isMain ? undefined : chrome.searchHere}
    >
      <Icon name="search" />
      <input
        type="search"
        name="q"
        id={id}
        autocomplete="off"
        aria-label={chrome.search}
        placeholder={chrome.searchHint}
      />
      {isMain ? <kbd aria-hidden="true">/</kbd> : null}
    </form>
  );
}
