import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Card } from '../view/card.ts';
import { Badge } from './badge.tsx';
import { When } from './when.tsx';

/** A record in two lines: what it is called, and where it stands. One `<li>` of a list `.rows`. */
export const RecordRow = ({ context, row }: { readonly context: Context; readonly row: Card }): VNode => (
  <li class="row">
    <a class="title" href={context.to(row.url)}>
      {row.title}
    </a>
    <p class="meta">
      <Badge context={context} status={row.status} />
      <span>{context.words.kinds[row.kind]}</span>
      <span class="id thin">{row.id}</span>
      {row.owner === null ? null : <span class="thin">{row.owner.name}</span>}
      <When context={context} at={row.created} />
    </p>
  </li>
);
