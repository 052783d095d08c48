import type { VNode } from 'preact';
import type { RenderedSection } from '../markdown/body.ts';
import type { Context } from '../page.ts';

const LEAST = 3;

/** The sections of a long text. */
export function Contents({
  context,
  sections,
}: {
  readonly context: Context;
  readonly sections: readonly RenderedSection[];
}): VNode | null {
  const { record } = context.words;
  const shown = sections.filter(({ html }) => html.trim() !== '');
  if (shown.length < LEAST) return null;
  return (
    <nav class="contents" aria-label={record.onThisPage}>
      <p class="label">{record.onThisPage}</p>
      <ul class="plain">
        {shown.map(({ id, heading }) => (
          <li>
            <a href={`#${id}`}>{heading}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
