import type { SiteModel } from '../model.ts';
import type { Page } from '../page.ts';
import { relationsOf } from '../view/relations.ts';
import { homePage } from './home.tsx';
import { invariantsPage } from './invariants.tsx';
import { notFoundPage } from './not-found.tsx';
import { operatorPages } from './operators.tsx';
import { recordPages } from './record-pages.ts';
import { recordsPages } from './records.tsx';
import { redirectPages } from './redirects.tsx';
import { searchPage } from './search.tsx';
import { telemetryPage } from './telemetry.tsx';

/** Every page of a site. */
export function makePages(model: SiteModel): Page[] {
  const relations = relationsOf(model);
  const pages = [
    homePage(model, relations),
    ...recordsPages(model, relations),
    ...recordPages(model, relations),
    ...operatorPages(model, relations),
    invariantsPage(model),
    telemetryPage(model),
    searchPage(),
    notFoundPage(),
  ];
  return [
    ...pages,
    ...redirectPages(
      model,
      pages.map(({ url }) => url),
    ),
  ];
}
