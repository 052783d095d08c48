import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { ActiveWork } from '../view/active.ts';
import { Badge } from './badge.tsx';
import { Meter } from './meter.tsx';

/** Work that goes on: how far it is, and what comes next. */
export const ActiveList = ({
  context,
  work,
}: {
  readonly context: Context;
  readonly work: readonly ActiveWork[];
}): VNode => (
  <ul class="rows active-work">
    {work.map((one) => (
      <li>
        <a class="title" href={context.to(one.record.url)}>
          {one.record.title}
        </a>
        <NextStep context={context} work={one} />
        <p class="meta">
          <Badge context={context} status={one.record.status} />
          {one.priority === null ? null : <span>{one.priority}</span>}
          {one.owner === null ? null : <span>{one.owner.name}</span>}
        </p>
        <Meter context={context} done={one.done} total={one.total} />
      </li>
    ))}
  </ul>
);

function NextStep({
  context,
  work: { blockedBy, next, total },
}: {
  readonly context: Context;
  readonly work: ActiveWork;
}): VNode | null {
  const { home } = context.words;
  if (blockedBy.length > 0) {
    return (
      <p class="next">
        <span class="quiet">{home.blockedBy}</span> {blockedBy.map(({ title }) => title).join(', ')}
      </p>
    );
  }
  if (next === null) return total > 0 ? <p class="next quiet">{home.allDone}</p> : null;
  return (
    <p class="next">
      <span class="quiet">{home.next}</span> <span class="id">{next.id}</span> {next.text}
    </p>
  );
}
