import { indexUrl } from '../urls.ts';
import { definePage, type Page, type Template } from '../page.ts';

const search: Template<null> = {
  name: 'search',
  head: (_view, { words }) => ({ title: words.search.title, description: null }),
  render: (_view, { words: { search }, to }) => (
    <>
      <h1>{search.title}</h1>
      <p class="quiet search-help">{search.help}</p>
      <div data-search-page={search.failed} class="search-page" />
      <noscript>
        <p>
          {search.needsScript} <a href={to(indexUrl())}>{search.index}</a>.
        </p>
      </noscript>
    </>
  ),
};

/** The page that the boxes lead to: all that a query finds. */
export const searchPage = (): Page => definePage('search/', search, null);
