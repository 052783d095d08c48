import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { AboutView, OpenView } from '../view/about.ts';
import type { Ref } from '../view/ref.ts';
import { Icon } from './icon.tsx';
import { Meter } from './meter.tsx';
import { NamedRefLink } from './named-ref.tsx';
import { Owner } from './owner.tsx';
import { RefLink } from './ref-link.tsx';

/** Where something stands: how far it is, what comes next, what holds it up, and what waits on whom. */
export function Stands({
  context,
  view,
}: {
  readonly context: Context;
  readonly view: AboutView;
}): VNode | null {
  const { record } = context.words;
  const { lead, total, done, next, blockedBy, blocks, open } = view;
  const waits = open.shown.filter(({ type }) => type === 'waiting');
  const asked = open.shown.filter(({ type }) => type === 'question');
  if (!lead && total === 0 && blockedBy.length + blocks.length + open.shown.length === 0) return null;
  return (
    <section class="record-first stands" aria-label={record.stands}>
      {lead === null ? null : <p class="goal">{lead}</p>}
      {total > 0 ? (
        <p class="far">
          <Meter context={context} done={done} total={total} />
        </p>
      ) : null}
      <dl>
        {next === null ? null : (
          <div>
            <dt>{record.nextTask}</dt>
            <dd>
              <span class="id">{next.id}</span> {next.text}
            </dd>
          </div>
        )}
        <References context={context} word={record.blockedBy} tone="stop" refs={blockedBy} />
        <References context={context} word={record.blocks} tone="" refs={blocks} />
        <Open context={context} word={record.waits} items={waits} />
        <Open context={context} word={record.asked} items={asked} />
      </dl>
      {open.more > 0 ? <p class="quiet">{record.more(open.more)}</p> : null}
    </section>
  );
}

function References({
  context,
  word,
  tone,
  refs,
}: {
  readonly context: Context;
  readonly word: string;
  readonly tone: string;
  readonly refs: AboutView['blockedBy'];
}): VNode | null {
  if (refs.length === 0) return null;
  return (
    <div>
      <dt class={tone}>
        {tone === '' ? null : <Icon name="stop" />}
        {word}
      </dt>
      {refs.map((one) => (
        <dd>
          <NamedRefLink context={context} to={one} />
        </dd>
      ))}
    </div>
  );
}

function Open({
  context,
  word,
  items,
}: {
  readonly context: Context;
  readonly word: string;
  readonly items: readonly OpenView[];
}): VNode | null {
  if (items.length === 0) return null;
  const { record } = context.words;
  return (
    <div>
      <dt>{word}</dt>
      {items.map(({ text, whom, from, item }) => (
        <dd>
          {text}
          <span class="meta">
            {whom === null ? null : (
              <span>
                {record.waitsFor} <Owner context={context} owner={whom} />
              </span>
            )}
            <RefLink
              context={context}
              ref={{ ...from, title: `${from.id} ${item}`, url: `${textUrl(from)}#${item}` }}
            />
          </span>
        </dd>
      ))}
    </div>
  );
}

/** Where the text of a record stands, and so its items. */
const textUrl = ({ kind, url }: Ref): string => (kind === 'session' ? url : `${url}document/`);
