import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { When } from './when.tsx';

/** The days that a chart begins and ends with, below it; one where it is the same. */
export const FromTo = ({
  context,
  from,
  to,
}: {
  readonly context: Context;
  readonly from: string | null | undefined;
  readonly to: string | null | undefined;
}): VNode => (
  <figcaption>
    {from?.slice(0, 10) === to?.slice(0, 10) ? null : <When context={context} at={from} day />}
    <span class="end">
      <When context={context} at={to} day />
    </span>
  </figcaption>
);
