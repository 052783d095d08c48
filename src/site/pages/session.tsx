import { Lineage } from '../components/lineage.tsx';
import { Markdown } from '../components/markdown.tsx';
import { RecordFacts } from '../components/record-facts.tsx';
import { RecordHead } from '../components/record-head.tsx';
import { RecordSections } from '../components/record-sections.tsx';
import { Versions } from '../components/succession.tsx';
import { Violations } from '../components/violations.tsx';
import { defineRecordPage, type Page, type Template } from '../page.ts';
import type { SiteRecord } from '../model.ts';
import type { Around } from '../view/around.ts';
import { type DocumentView, documentOf } from '../view/document.ts';
import { textAround } from '../view/nearby.ts';

/** What whoever goes on with the work reads first. */
const FIRST = ['Next Action', 'Waiting On'];

const session: Template<DocumentView> = {
  name: 'session',
  head: ({ title, summary }) => ({ title, description: summary }),
  render: (view, context) => {
    const sections = context.body?.sections ?? [];
    const first = FIRST.flatMap((key) => sections.filter((one) => one.key === key));
    const rest = sections.filter((one) => !first.includes(one));
    const intro = context.body?.intro ?? '';
    return (
      <article class="record">
        <RecordHead context={context} view={view} of={[view.facts.plan, view.facts.workstream]}>
          <Violations context={context} violations={view.violations} />
        </RecordHead>
        {first.length === 0 ? null : (
          <div class="record-first">
            <RecordSections context={context} view={view} sections={first} />
          </div>
        )}
        <RecordFacts context={context} facts={view.facts} />
        <div class="record-body">
          {intro.trim() === '' ? null : <Markdown html={intro} />}
          <RecordSections context={context} view={view} sections={rest} />
          <Versions context={context} view={view} />
          <Lineage context={context} view={view} />
        </div>
      </article>
    );
  },
};

/** The page of a session. */
export const sessionPage = (record: SiteRecord, around: Around): Page =>
  defineRecordPage(record.url, session, record, {
    from: textAround(record, around),
    viewOf: (own, near) => documentOf(own, near, around.person),
  });
