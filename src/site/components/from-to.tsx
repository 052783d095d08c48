import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { emptyBefore } from './columns.tsx';
import { When } from './when.tsx';

/**
 * The days that a chart begins and ends with, each below its column; one where it is the same. Where there is no room
 * between them they stand side by side at the right.
 */
export const FromTo = ({
  context,
  from,
  to,
  columns,
}: {
  readonly context: Context;
  readonly from: string | null | undefined;
  readonly to: string | null | undefined;
  /** How many columns the chart has. */
  readonly columns: number;
}): VNode => {
  const empty = emptyBefore(columns);
  return (
    <figcaption>
      {from?.slice(0, 10) === to?.slice(0, 10) ? null : (
        <>
          {/* What no style of a page may say, as each chart has its own: how far the first column is. */}
          {empty === 0 ? null : <svg class="gap" width={`${empty}%`} height="1" aria-hidden="true" />}
          <When context={context} at={from} day />
        </>
      )}
      <span class="end">
        <When context={context} at={to} day />
      </span>
    </figcaption>
  );
};
