import { Badge } from '../components/badge.tsx';
import { Markdown } from '../components/markdown.tsx';
import { When } from '../components/when.tsx';
import type { SiteModel } from '../model.ts';
import type { Relations } from '../view/relations.ts';
import { definePage, type Page, type Template } from '../page.ts';

/** What the page of a session shows besides its text. */
export interface SessionView {
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly status: string | null;
  readonly created: string | null;
}

const session: Template<SessionView> = {
  name: 'session',
  head: ({ title, summary }) => ({ title, description: summary }),
  render: ({ id, title, status, created }, context) => (
    <article>
      <p class="id">{id}</p>
      <h1>{title}</h1>
      <p>
        <Badge context={context} status={status} /> <When context={context} at={created} />
      </p>
      {context.body?.sections.map(({ id, heading, html }) => (
        <section>
          <h2 id={id}>{heading}</h2>
          <Markdown html={html} />
        </section>
      ))}
    </article>
  ),
};

/** A page for each session. */
export function sessionPages({ records }: SiteModel, _relations: Relations): Page[] {
  return records
    .filter(({ row }) => row.kind === 'session')
    .map((record) => {
      const { id, title, summary = null, status = null, created = null } = record.row;
      return definePage(record.url, session, { id, title, summary, status, created }, record);
    });
}
