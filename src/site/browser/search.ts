import { searchData } from './search-data.ts';
import { searchPage } from './search-page.ts';
import { searchPanel } from './search-panel.ts';

/** Makes a box search: on the page of results all of it, elsewhere under the box. Loaded when somebody goes there. */
export function search(box: HTMLInputElement): void {
  const page = document.querySelector<HTMLElement>('[data-search-page]');
  if (page && box.id === 'q') searchPage(page, box);
  else searchPanel(box);
  searchData().catch(() => {});
}
