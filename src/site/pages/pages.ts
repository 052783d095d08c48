import type { SiteModel } from '../model.ts';
import type { Page } from '../page.ts';
import { relationsOf } from '../view/relations.ts';
import { homePage } from './home.tsx';
import { notFoundPage } from './not-found.tsx';
import { recordsPages } from './records.tsx';
import { searchPage } from './search.tsx';
import { sessionPages } from './session.tsx';

/** Every page of a site. */
export function makePages(model: SiteModel): Page[] {
  const relations = relationsOf(model);
  return [
    homePage(model, relations),
    ...recordsPages(model, relations),
    ...sessionPages(model, relations),
    searchPage(),
    notFoundPage(),
  ];
}
