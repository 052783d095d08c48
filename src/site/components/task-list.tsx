import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { TaskView } from '../view/about-tasks.ts';
import type { Cut } from '../view/cut.ts';
import { Commit } from './commit.tsx';
import { Icon, type IconName } from './icon.tsx';

const SIGN: Readonly<Record<TaskView['state'], IconName>> = { open: 'quiet', done: 'done', dropped: 'over' };

/** The tasks of a workstream, with what shows that they are done. */
export function TaskList({
  context,
  tasks: { shown, more },
}: {
  readonly context: Context;
  readonly tasks: Cut<TaskView>;
}): VNode | null {
  if (shown.length === 0) return null;
  const { record } = context.words;
  const word = { open: record.nowOpen, done: record.nowDone, dropped: record.nowDropped };
  return (
    <section>
      <h2 id="tasks">{record.tasks}</h2>
      <ul class="items tasks">
        {shown.map(({ id, text, state, reason, records, commits }) => (
          <li class={`item ${state}`}>
            <Icon name={SIGN[state]} />
            <div class="said">
              <p>
                <span class="id">{id}</span> {text}
              </p>
              <p class="meta">
                <span>{word[state]}</span>
                {reason === null ? null : <span>{reason}</span>}
                {records.map((one) => (
                  <a class="id" href={context.to(one.url)} title={one.title}>
                    {one.id}
                  </a>
                ))}
                {commits.map((sha) => (
                  <Commit context={context} sha={sha} />
                ))}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 ? <p class="quiet">{record.more(more)}</p> : null}
    </section>
  );
}
