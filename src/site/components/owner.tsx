import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Person } from '../view/card.ts';

/** Whose something is: a link where that operator has a page. */
export const Owner = ({
  context,
  owner,
}: {
  readonly context: Context;
  readonly owner: Person | null;
}): VNode | null =>
  owner === null ? null : owner.url === null ? (
    <span class="owner">{owner.name}</span>
  ) : (
    <a class="owner" href={context.to(owner.url)}>
      {owner.name}
    </a>
  );
