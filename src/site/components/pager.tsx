import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { Icon } from './icon.tsx';

/** The ways to what is newer and older than a page of a list. */
export function Pager({
  context: { words, to },
  newer,
  older,
}: {
  readonly context: Context;
  /** From the site's root. */
  readonly newer: string | null;
  readonly older: string | null;
}): VNode | null {
  if (newer === null && older === null) return null;
  const { records } = words;
  return (
    <nav class="pager" aria-label={records.pager} data-swap="">
      {newer === null ? (
        <span />
      ) : (
        <a class="button" href={to(newer)} rel="prev">
          <Icon name="before" />
          {records.newer}
        </a>
      )}
      {older === null ? null : (
        <a class="button" href={to(older)} rel="next">
          {records.older}
          <Icon name="after" />
        </a>
      )}
    </nav>
  );
}
