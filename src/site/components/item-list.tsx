import type { VNode } from 'preact';
import { itemHtml, listEntries } from '../markdown/list-entries.ts';
import type { RenderedSection } from '../markdown/body.ts';
import type { Context } from '../page.ts';
import type { ItemView } from '../view/items.ts';
import { Icon } from './icon.tsx';
import { Markdown } from './markdown.tsx';
import { Owner } from './owner.tsx';
import { RefLink } from './ref-link.tsx';
import { SectionHeading } from './section-heading.tsx';

/** The sections that hold a record's items, with what has become of each. */
export function ItemSections({
  context,
  sections,
  items,
}: {
  readonly context: Context;
  readonly sections: readonly RenderedSection[];
  readonly items: readonly ItemView[];
}): VNode | null {
  const [first] = sections;
  if (!first) return null;
  const read = sections.map(({ html }) => listEntries(html));
  const entries = read.flatMap((one) => one.entries);
  // Where canon reads the list otherwise than it is rendered, the list is shown as it is written, below.
  const isSame = entries.length === items.length;
  const rest = isSame ? read.map((one) => one.rest).join('') : sections.map(({ html }) => html).join('');
  return (
    <section>
      <SectionHeading context={context} section={first} />
      {items.length > 0 ? (
        <ul class="items">
          {items.map((item, at) => (
            <Item context={context} item={item} html={isSame ? (entries[at] ?? '') : undefined} />
          ))}
        </ul>
      ) : null}
      {rest.trim() === '' ? null : <Markdown html={rest} />}
    </section>
  );
}

function Item({
  context,
  item: { id, text, whom, ofStranger, state, by },
  html,
}: {
  readonly context: Context;
  readonly item: ItemView;
  readonly html: string | undefined;
}): VNode {
  const { record } = context.words;
  return (
    <li class={`item ${state}`} id={id}>
      <Icon name={state === 'open' ? 'quiet' : 'done'} />
      <div class="said">
        {html === undefined ? <p>{text}</p> : <Markdown html={itemHtml(html, !ofStranger)} />}
        <p class="meta">
          <span class={state === 'open' ? 'now' : 'go'}>
            {state === 'open' ? record.openItem : state === 'ticked' ? record.ticked : record.closedBy}
          </span>
          {by === null ? null : <RefLink context={context} ref={by} />}
          {whom === null ? null : (
            <span>
              {record.waitsFor} <Owner context={context} owner={whom} />
            </span>
          )}
          <span class="id">{id}</span>
        </p>
      </div>
    </li>
  );
}
