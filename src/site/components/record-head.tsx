import type { ComponentChildren, VNode } from 'preact';
import type { Context } from '../page.ts';
import type { HeadView } from '../view/document.ts';
import type { NamedRef } from '../view/ref.ts';
import { Badge } from './badge.tsx';
import { Id } from './id.tsx';
import { NamedRefLink } from './named-ref.tsx';
import { Owner } from './owner.tsx';
import { RefLink } from './ref-link.tsx';
import { When } from './when.tsx';

/** What a record is, in one sentence, and where it stands. */
export function RecordHead({
  context,
  view,
  of,
  children,
}: {
  readonly context: Context;
  readonly view: HeadView;
  /** What it is a part of, the larger first. */
  readonly of: readonly (NamedRef | null)[];
  readonly children?: ComponentChildren;
}): VNode {
  const { words } = context;
  return (
    <header class="record-head">
      <p class="crumbs">
        <span>{words.kinds[view.kind]}</span>
        <Id context={context} id={view.id} />
        {of.map((one) => (one === null ? null : <NamedRefLink context={context} to={one} />))}
      </p>
      <h1>{view.title}</h1>
      {view.summary === null ? null : <p class="lead">{view.summary}</p>}
      <p class="meta">
        <Badge context={context} status={view.status} />
        <Owner context={context} owner={view.owner} />
        {view.created ? (
          <span>
            {words.record.created.toLowerCase()} <When context={context} at={view.created} />
          </span>
        ) : null}
      </p>
      {view.reason === null ? null : <p class="reason">{view.reason}</p>}
      <Notes context={context} view={view} />
      {children}
    </header>
  );
}

/** What has to be said before anybody reads on: what counts instead, and whose id this was. */
function Notes({ context, view }: { readonly context: Context; readonly view: HeadView }): VNode | null {
  const { record } = context.words;
  const { replacedBy, replaces } = view.succession;
  const lines = [
    { word: record.replacedBy, refs: replacedBy, tone: 'note over' },
    { word: record.replaces, refs: replaces, tone: 'note' },
  ].filter(({ refs }) => refs.length > 0);
  if (lines.length === 0 && view.formerHolders.length === 0) return null;
  return (
    <>
      {lines.map(({ word, refs, tone }) => (
        <p class={tone}>
          {word}{' '}
          {refs.map((one, at) => (
            <>
              {at === 0 ? '' : ', '}
              <RefLink context={context} ref={one} /> <span class="id">{one.id}</span>
            </>
          ))}
        </p>
      ))}
      {view.formerHolders.map((one) => (
        <p class="note">
          <RefLink context={context} ref={one} /> <span class="id">{one.id}</span> {record.hadId}
        </p>
      ))}
    </>
  );
}
