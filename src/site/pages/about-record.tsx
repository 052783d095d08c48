import { Changes } from '../components/changes.tsx';
import { Icon } from '../components/icon.tsx';
import { LinkLists } from '../components/link-lists.tsx';
import { RecordFacts } from '../components/record-facts.tsx';
import { RecordHead } from '../components/record-head.tsx';
import { SessionList } from '../components/session-list.tsx';
import { Stands } from '../components/stands.tsx';
import { Versions } from '../components/succession.tsx';
import { TaskList } from '../components/task-list.tsx';
import { WorkstreamList } from '../components/workstream-list.tsx';
import type { SiteRecord } from '../model.ts';
import { definePage, type Page, type Template } from '../page.ts';
import { type AboutView, aboutOf, contributed, MOST_SESSIONS } from '../view/about.ts';
import type { Around } from '../view/around.ts';
import type { CardMaker } from '../view/card.ts';
import { lastChange } from '../view/dates.ts';
import { contributorsPages } from './contributors.tsx';

const about: Template<AboutView> = {
  name: 'about',
  head: ({ title, summary }) => ({ title, description: summary }),
  render: (view, context) => (
    <article class="record">
      <RecordHead context={context} view={view} of={[view.facts.plan]}>
        <p class="turn">
          <a class="button" href={context.to(view.document)}>
            {context.words.record.document[view.kind]}
            <Icon name="after" />
          </a>
        </p>
      </RecordHead>
      <Stands context={context} view={view} />
      <RecordFacts context={context} facts={view.facts} />
      <div class="record-body">
        <WorkstreamList context={context} workstreams={view.workstreams} />
        <TaskList context={context} tasks={view.tasks} />
        <Versions context={context} view={view} />
        <SessionList context={context} sessions={view.sessions} all={view.allSessions} />
        <Changes context={context} changes={view.changes} />
        <LinkLists context={context} links={view.links} />
      </div>
    </article>
  ),
};

/**
 * The page about a plan, workstream, decision or learning; where more sessions contributed than it has room for, they
 * have pages of their own.
 */
export function aboutPages(record: SiteRecord, around: Around, cardOf: CardMaker): Page[] {
  const sessions = contributed(record, around);
  const view = aboutOf(record, around, sessions);
  const shown = [record, ...sessions.slice(0, MOST_SESSIONS)];
  const page = { ...definePage(record.url, about, view), changed: () => lastChange(shown) };
  return [page, ...(view.allSessions === null ? [] : contributorsPages(record, sessions, cardOf))];
}
