import type { VNode } from 'preact';

/** A sentence of the interface, what stands in backticks as code. */
export const Said = ({ text }: { readonly text: string }): VNode => (
  <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>
);
