import type { SiteModel } from '../model.ts';
import type { Page } from '../page.ts';
import { aroundOf } from '../view/around.ts';
import { cardMaker } from '../view/card.ts';
import type { Relations } from '../view/relations.ts';
import { aboutPages } from './about-record.tsx';
import { brokenPages } from './broken.tsx';
import { documentPage } from './document.tsx';
import { sessionPage } from './session.tsx';

/** The pages of each record: a session has one, anything else one about it and one with its text. */
export function recordPages(model: SiteModel, relations: Relations): Page[] {
  const around = aroundOf(model, relations);
  const cardOf = cardMaker(model, relations);
  return model.records.flatMap((record) => {
    if (record.row.fault !== undefined) return brokenPages(record);
    if (record.row.kind === 'session') return [sessionPage(record, around)];
    return [...aboutPages(record, around, cardOf), documentPage(record, around)];
  });
}
