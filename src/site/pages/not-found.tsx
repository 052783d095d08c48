import { SearchBox } from '../components/search-box.tsx';
import { definePage, type Page, type Template } from '../page.ts';
import { indexUrl, NOT_FOUND } from '../urls.ts';

const notFound: Template<null> = {
  name: '404',
  head: (_, { words }) => ({ title: words.records.noSuch, description: words.records.noSuchText }),
  render: (_, context) => {
    const { chrome, records } = context.words;
    return (
      <div class="lost">
        <h1>{records.noSuch}</h1>
        <p>{records.noSuchText}</p>
        <SearchBox context={context} id="lost" />
        <p class="ways">
          <a class="button" href={context.to('')}>
            {chrome.home}
          </a>
          <a class="button" href={context.to(indexUrl())}>
            {records.all}
          </a>
          <a class="button" href={context.to('operators/')}>
            {chrome.operators}
          </a>
        </p>
      </div>
    );
  },
};

/** What a host shows where there is no page. */
export const notFoundPage = (): Page => definePage(NOT_FOUND, notFound, null);
