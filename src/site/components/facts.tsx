import type { ComponentChild, VNode } from 'preact';

/** What is known of something, as pairs of a label and what it is; those of nothing are left out. */
export const Facts = ({
  items,
}: {
  readonly items: readonly (readonly [label: string, child: ComponentChild])[];
}): VNode => (
  <dl class="facts">
    {items
      .filter(([, child]) => child !== null && child !== undefined && child !== false && child !== '')
      .map(([label, child]) => (
        <div>
          <dt>{label}</dt>
          <dd>{child}</dd>
        </div>
      ))}
  </dl>
);
