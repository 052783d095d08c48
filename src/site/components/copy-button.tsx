import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { Icon } from './icon.tsx';

/**
 * A button that copies. Where there is no script it is not shown.
 * @param what the text itself, or `#id` of the element whose text it is
 */
export const CopyButton = ({
  context: { words },
  what,
  label = words.chrome.copy,
}: {
  readonly context: Context;
  readonly what: string;
  readonly label?: string;
}): VNode => (
  <button type="button" class="button copy" data-copy={what} data-copied={words.chrome.copied}>
    <Icon name="copy" />
    <Icon name="copied" />
    {label}
  </button>
);
