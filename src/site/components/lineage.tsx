import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { DocumentView } from '../view/document.ts';
import type { NamedRef } from '../view/ref.ts';
import { NamedRefLink } from './named-ref.tsx';

/** What a session goes on from, and what goes on from it. */
export function Lineage({
  context,
  view: { parent, children },
}: {
  readonly context: Context;
  readonly view: Pick<DocumentView, 'parent' | 'children'>;
}): VNode | null {
  if (parent === null && children.length === 0) return null;
  const { record } = context.words;
  return (
    <nav class="lineage" aria-label={record.lineage}>
      {parent === null ? null : (
        <Step context={context} word={`← ${record.before}`} to={parent} side="before" />
      )}
      {children.map((child) => (
        <Step context={context} word={`${record.after} →`} to={child} side="after" />
      ))}
    </nav>
  );
}

const Step = ({
  context,
  word,
  to,
  side,
}: {
  readonly context: Context;
  readonly word: string;
  readonly to: NamedRef;
  readonly side: string;
}): VNode => (
  <p class={side}>
    <span class="label">{word}</span>
    <NamedRefLink context={context} to={to} />
    {typeof to === 'string' ? null : <span class="id">{to.id}</span>}
  </p>
);
