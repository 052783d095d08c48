import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { CountedSession } from '../view/counters.ts';
import { Icon } from './icon.tsx';
import { When } from './when.tsx';

/** Sessions and what an invariant came to in each; those above its limit are marked. */
export function SessionTable({
  context,
  caption,
  sessions,
  max,
}: {
  readonly context: Context;
  readonly caption: string;
  readonly sessions: readonly CountedSession[];
  readonly max: number;
}): VNode {
  const { telemetry: say, number } = context.words;
  return (
    <table class="numbers">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say.session}</th>
          <th scope="col">{say.callsHead}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ id, title, url, created, count }) => (
          <tr>
            <th scope="row">
              <a href={context.to(url)}>{title}</a>
              <span class="under">
                <span class="id">{id}</span> <When context={context} at={created} day />
              </span>
            </th>
            <td class={count > max ? 'wrong' : undefined}>
              {count > max ? <Icon name="broken" /> : null}
              {number(count)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
