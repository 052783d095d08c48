import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { NamedRef } from '../view/ref.ts';
import { RefLink } from './ref-link.tsx';

/** A record that another one names; one that is not here is no more than its id. */
export const NamedRefLink = ({ context, to }: { readonly context: Context; readonly to: NamedRef }): VNode =>
  typeof to === 'string' ? (
    <span class="gone">
      <span class="id">{to}</span> <span class="quiet">({context.words.record.notHere})</span>
    </span>
  ) : (
    <RefLink context={context} ref={to} />
  );
