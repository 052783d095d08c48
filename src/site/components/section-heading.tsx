import type { VNode } from 'preact';
import type { RenderedSection } from '../markdown/body.ts';
import type { Context } from '../page.ts';

/** The heading of a section, with a link to itself like those that stand in its text. */
export function SectionHeading({
  context: { words },
  section: { id, heading },
}: {
  readonly context: Pick<Context, 'words'>;
  readonly section: Pick<RenderedSection, 'id' | 'heading'>;
}): VNode {
  return (
    <h2 id={id}>
      {heading}{' '}
      <a class="anchor" href={`#${encodeURIComponent(id)}`} aria-label={`${words.prose.anchor}: ${heading}`}>
        <span aria-hidden="true">#</span>
      </a>
    </h2>
  );
}
