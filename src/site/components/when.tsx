import type { VNode } from 'preact';
import type { Context } from '../page.ts';

/**
 * A date as it is written in the record; the browser makes it relative ("2 hours ago"), with this in its title. The page
 * itself does not change because time passes.
 */
export function When({
  context: { words },
  at,
  day = false,
}: {
  readonly context: Context;
  readonly at: string | null | undefined;
  /** The day alone. */
  readonly day?: boolean;
}): VNode | null {
  if (!at) return null;
  return (
    <time datetime={at} data-relative={day ? undefined : ''}>
      {day ? words.date(at) : words.dateTime(at)}
    </time>
  );
}
