import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { HeadView } from '../view/document.ts';
import { Badge } from './badge.tsx';
import { RefLink } from './ref-link.tsx';

/** All versions of something, the oldest first, where there are more than two. */
export function Versions({
  context,
  view,
}: {
  readonly context: Context;
  readonly view: HeadView;
}): VNode | null {
  const { chain } = view.succession;
  if (chain.length === 0) return null;
  const { record } = context.words;
  return (
    <section>
      <h2 id="versions">{record.versions}</h2>
      <ol class="versions">
        {chain.map((one) => (
          <li aria-current={one.id === view.id ? 'true' : undefined}>
            {one.id === view.id ? <b>{one.title}</b> : <RefLink context={context} ref={one} />}
            <span class="meta">
              <Badge context={context} status={one.status} />
              <span class="id">{one.id}</span>
              {one.id === view.id ? <span>{record.thisOne}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
