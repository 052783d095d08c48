import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { WorkstreamLine } from '../view/about.ts';
import type { Cut } from '../view/cut.ts';
import { Badge } from './badge.tsx';
import { Meter } from './meter.tsx';
import { Owner } from './owner.tsx';

/** The workstreams of a plan, with how far each is. */
export function WorkstreamList({
  context,
  workstreams: { shown, more },
}: {
  readonly context: Context;
  readonly workstreams: Cut<WorkstreamLine>;
}): VNode | null {
  if (shown.length === 0) return null;
  const { record } = context.words;
  return (
    <section>
      <h2 id="workstreams">{record.workstreams}</h2>
      <ul class="rows">
        {shown.map(({ title, url, status, owner, done, total, next }) => (
          <li class="row">
            <a class="title" href={context.to(url)}>
              {title}
            </a>
            <p class="meta">
              <Badge context={context} status={status} />
              <Meter context={context} done={done} total={total} />
              <Owner context={context} owner={owner} />
            </p>
            {next === null ? null : (
              <p class="next">
                <span class="quiet">{record.nextTask}</span> {next}
              </p>
            )}
          </li>
        ))}
      </ul>
      {more > 0 ? <p class="quiet">{record.more(more)}</p> : null}
    </section>
  );
}
