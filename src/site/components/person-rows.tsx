import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Owned } from '../view/owned.ts';
import type { Deed, Waits } from '../view/person.ts';
import { Badge } from './badge.tsx';
import { Meter } from './meter.tsx';
import { When } from './when.tsx';

/** Something that waits on somebody: what, of which record, and who waits since when. */
export function WaitsRow({
  context,
  waits: { item, text, isQuestion, record, at, created, from, times },
}: {
  readonly context: Context;
  readonly waits: Waits;
}): VNode {
  const { people: say } = context.words;
  return (
    <li class="row">
      <a class="title said" href={context.to(at)}>
        {text}
      </a>
      <p class="meta">
        {from === null ? null : (
          <span>
            {isQuestion ? say.question : say.from} {from.name ?? say.unknown}
          </span>
        )}
        <When context={context} at={created} />
        {times === null ? null : <span>{context.words.home.imported(times)}</span>}
        <span class="id thin">
          {record.id}#{item}
        </span>
      </p>
    </li>
  );
}

/** Work that goes on: where it stands, how far it is, and what comes next. */
export function OwnedRow({
  context,
  owned: { record, priority, progress, next, blockedBy },
}: {
  readonly context: Context;
  readonly owned: Owned;
}): VNode {
  const { words } = context;
  return (
    <li class="row">
      <a class="title" href={context.to(record.url)}>
        {record.title}
      </a>
      <p class="meta">
        <Badge context={context} status={record.status} />
        {priority === null ? null : <span>{priority}</span>}
        {progress === null ? null : <Meter context={context} {...progress} />}
        <span class="thin">{words.kinds[record.kind]}</span>
      </p>
      {blockedBy.length === 0 ? null : (
        <p class="next">
          <span class="quiet">{words.home.blockedBy}</span> {blockedBy.map(({ title }) => title).join(', ')}
        </p>
      )}
      {next === null || blockedBy.length > 0 ? null : (
        <p class="next">
          <span class="quiet">{words.people.next}</span> <span class="id">{next.id}</span> {next.text}
        </p>
      )}
    </li>
  );
}

/** Something that was done. */
export const DeedRow = ({ context, deed }: { readonly context: Context; readonly deed: Deed }): VNode => (
  <li class="row">
    <a class="title" href={context.to(deed.url)}>
      {deed.title}
    </a>
    {deed.summary === null ? null : <p class="summary">{deed.summary}</p>}
    <p class="meta">
      <Badge context={context} status={deed.status} />
      <span>{context.words.kinds[deed.kind]}</span>
      <span class="id thin">{deed.id}</span>
    </p>
  </li>
);
