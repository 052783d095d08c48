import type { Head } from '../components/layout.tsx';
import type { Page } from '../page.ts';
import { datesOf, machineDate } from './dates.ts';

/** What the head of a record's page says of its dates. A part of the page's key: a commit changes it, and no text. */
export function articleOf({ record }: Pick<Page, 'record'>): Pick<Head, 'article'> {
  if (!record) return {};
  const { created, updated } = datesOf(record);
  return { article: { published: machineDate(created), modified: machineDate(updated) } };
}
