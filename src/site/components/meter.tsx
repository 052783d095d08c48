import type { VNode } from 'preact';
import type { Context } from '../page.ts';

/** How far something is: a bar, and the count beside it. Nothing where there is nothing to count. */
export function Meter({
  context: { words },
  done,
  total,
}: {
  readonly context: Context;
  readonly done: number;
  readonly total: number;
}): VNode | null {
  if (total === 0) return null;
  return (
    <span class="meter">
      {/* A drawing, for a width in percent is a style, and pages have none of their own. */}
      <svg viewBox="0 0 100 4" width="100" height="4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="4" />
        <rect class="fill" width={Math.round((100 * done) / total)} height="4" />
      </svg>
      <span>{words.chrome.doneOf(done, total)}</span>
    </span>
  );
}
