import type { VNode } from 'preact';
import { Said } from './said.tsx';

/** What stands where there is nothing to show yet: that it is so, and what to do, step by step. */
export const NothingYet = ({
  title,
  help,
}: {
  readonly title: string;
  readonly help: readonly string[];
}): VNode => (
  <div class="empty nothing-yet">
    <p>
      <strong>{title}</strong>
    </p>
    {help.map((step) => (
      <p>
        <Said text={step} />
      </p>
    ))}
  </div>
);
