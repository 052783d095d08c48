import { Contents } from '../components/contents.tsx';
import { Icon } from '../components/icon.tsx';
import { Markdown } from '../components/markdown.tsx';
import { RecordFacts } from '../components/record-facts.tsx';
import { RecordHead } from '../components/record-head.tsx';
import { RecordSections } from '../components/record-sections.tsx';
import type { SiteRecord } from '../model.ts';
import { defineRecordPage, type Page, type Template } from '../page.ts';
import type { Around } from '../view/around.ts';
import { type DocumentView, documentOf } from '../view/document.ts';
import { textAround } from '../view/nearby.ts';

const documentTemplate: Template<DocumentView> = {
  name: 'document',
  head: ({ title, summary }) => ({ title, description: summary }),
  render: (view, context) => {
    const sections = context.body?.sections ?? [];
    const intro = context.body?.intro ?? '';
    return (
      <article class="record">
        <RecordHead context={context} view={view} of={[view.facts.plan]}>
          {view.about === null ? null : (
            <p class="turn">
              <a class="button" href={context.to(view.about)}>
                <Icon name="before" />
                {context.words.record.aboutIt[view.kind]}
              </a>
            </p>
          )}
        </RecordHead>
        <RecordFacts context={context} facts={view.facts}>
          <Contents context={context} sections={sections} />
        </RecordFacts>
        <div class="record-body">
          {intro.trim() === '' ? null : <Markdown html={intro} />}
          <RecordSections context={context} view={view} sections={sections} />
        </div>
      </article>
    );
  },
};

/** The page of a record's text. */
export const documentPage = (record: SiteRecord, around: Around): Page =>
  defineRecordPage(record.documentUrl, documentTemplate, record, {
    from: textAround(record, around),
    viewOf: (own, near) => documentOf(own, near, around.person),
  });
