import type { ComponentChildren, VNode } from 'preact';

/** A part of a page: its name in the column on the left (above it on a phone), and what it holds. */
export const Part = ({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode => (
  <section class="part" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <div>{children}</div>
  </section>
);
