import type { VNode } from 'preact';
import { stripComments } from '../../record/sections.ts';
import type { RenderedSection } from '../markdown/body.ts';
import type { Context } from '../page.ts';
import type { DocumentView } from '../view/document.ts';
import { CopyButton } from './copy-button.tsx';
import { ItemSections } from './item-list.tsx';
import { Markdown } from './markdown.tsx';
import { NamedRefLink } from './named-ref.tsx';
import { SectionHeading } from './section-heading.tsx';

const WAITING = 'Waiting On';
const QUESTIONS = 'Open Questions';
const PROMPT = 'Resume Prompt';

/** Sections of a record, one after the other. */
export function RecordSections({
  context,
  view,
  sections,
}: {
  readonly context: Context;
  readonly view: DocumentView;
  readonly sections: readonly RenderedSection[];
}): VNode {
  const ofKey = (key: string): RenderedSection[] => sections.filter((one) => one.key === key);
  return (
    <>
      {sections.map((section) => {
        const { key } = section;
        if (key === WAITING || key === QUESTIONS) {
          const all = ofKey(key);
          const items = key === WAITING ? view.items.waiting : view.items.questions;
          // All that stands under one name belongs together.
          return all[0] === section ? <ItemSections context={context} sections={all} items={items} /> : null;
        }
        if (section.html.trim() === '') return null;
        if (key === PROMPT && view.kind === 'session')
          return <Prompt context={context} view={view} section={section} />;
        return (
          <section>
            <SectionHeading context={context} section={section} />
            <Markdown html={section.html} />
          </section>
        );
      })}
    </>
  );
}

/** What the next session begins with. That of a session that was superseded counts no more: it is put away. */
function Prompt({
  context,
  view: { superseder },
  section: { id, heading, html, source },
}: {
  readonly context: Context;
  readonly view: DocumentView;
  readonly section: RenderedSection;
}): VNode {
  const { record } = context.words;
  if (superseder !== null) {
    return (
      <section class="prompt">
        <SectionHeading context={context} section={{ id, heading }} />
        <p class="note over">
          {record.supersededBy} <NamedRefLink context={context} to={superseder} />. {record.promptHidden}
        </p>
        <details>
          <summary>{record.showPrompt}</summary>
          <Markdown html={html} />
        </details>
      </section>
    );
  }
  const sourceId = `${id}-source`;
  return (
    <section class="prompt">
      <div class="prompt-head">
        <SectionHeading context={context} section={{ id, heading }} />
        <CopyButton context={context} what={`#${sourceId}`} label={record.copyPrompt} />
      </div>
      <div class="frame">
        <Markdown html={html} />
      </div>
      <pre id={sourceId} hidden>
        {stripComments(source).trim()}
      </pre>
    </section>
  );
}
