import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Ref } from '../view/ref.ts';

/** A record by its title, as a link. */
export const RefLink = ({ context, ref }: { readonly context: Context; readonly ref: Ref }): VNode => (
  <a class="ref" href={context.to(ref.url)}>
    {ref.title}
  </a>
);
