import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { WaitingLine } from '../view/waiting.ts';
import { When } from './when.tsx';

/** Things that wait: what, and from where and when. */
export const WaitingList = ({
  context,
  lines,
}: {
  readonly context: Context;
  readonly lines: readonly WaitingLine[];
}): VNode => (
  <ul class="rows waiting">
    {lines.map(({ item, text, from, created, record, at, times }) => (
      <li>
        {at === null ? (
          text
        ) : (
          <a class="title said" href={context.to(at)}>
            {text}
          </a>
        )}
        <p class="meta">
          {from === null ? null : <span>{from.name}</span>}
          <When context={context} at={created} />
          {times === null ? null : <span>{context.words.home.imported(times)}</span>}
          {record === null ? null : <span class="id thin">{item}</span>}
        </p>
      </li>
    ))}
  </ul>
);
