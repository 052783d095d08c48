import { Badge } from '../components/badge.tsx';
import { When } from '../components/when.tsx';
import type { SiteModel } from '../model.ts';
import type { Relations } from '../view/relations.ts';
import { definePage, type Page, type Template } from '../page.ts';

/** What the first page shows. */
export interface HomeView {
  readonly title: string;
  readonly latest: readonly {
    readonly id: string;
    readonly title: string;
    readonly url: string;
    readonly status: string | null;
    readonly created: string | null;
  }[];
}

const home: Template<HomeView> = {
  name: 'home',
  head: ({ title }) => ({ title, description: null }),
  render: ({ title, latest }, context) => (
    <>
      <h1>{title}</h1>
      <ul class="rows">
        {latest.map(({ id, title, url, status, created }) => (
          <li>
            <a href={context.to(url)}>{title}</a> <span class="id">{id}</span>{' '}
            <Badge context={context} status={status} /> <When context={context} at={created} />
          </li>
        ))}
      </ul>
    </>
  ),
};

/** The first page: what is going on, and what waits on whom. */
export function homePage({ settings, records }: SiteModel, _relations: Relations): Page {
  const latest = records
    .filter(({ row }) => row.kind === 'session')
    .slice(0, 20)
    .map(({ row, url }) => ({
      id: row.id,
      title: row.title,
      url,
      status: row.status ?? null,
      created: row.created ?? null,
    }));
  return definePage('', home, { title: settings.title, latest });
}
