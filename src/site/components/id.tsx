import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { Icon } from './icon.tsx';

/** An id, which a tap copies. */
export const Id = ({ context: { words }, id }: { readonly context: Context; readonly id: string }): VNode => (
  <button type="button" class="id copy" data-copy={id} data-copied={words.chrome.copied}>
    <span>{id}</span>
    <span class="hidden"> – {words.chrome.copy}</span>
    <Icon name="copy" />
    <Icon name="copied" />
  </button>
);
