import type { SiteModel } from '../model.ts';
import type { Page } from '../page.ts';
import { relationsOf } from '../view/relations.ts';
import { homePage } from './home.tsx';
import { sessionPages } from './session.tsx';

/** Every page of a site. */
export function makePages(model: SiteModel): Page[] {
  const relations = relationsOf(model);
  return [homePage(model, relations), ...sessionPages(model, relations)];
}
