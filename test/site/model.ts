import type { Kind } from '../../src/record/kinds.ts';
import type { Change, RecordFacts, SiteModel, SiteRecord, SiteSettings } from '../../src/site/model.ts';
import type { Context, Page } from '../../src/site/page.ts';
import { documentOf } from '../../src/site/build/document.tsx';
import { wordsOf } from '../../src/site/language/words.ts';
import { facetUrlsOf } from '../../src/site/facet-urls.ts';
import { linkWay, documentUrl, recordUrl } from '../../src/site/urls.ts';
import { addressesOf } from '../../src/site/read/addresses.ts';
import type { RenderedBody } from '../../src/site/markdown/body.ts';
import { newestFirst } from '../../src/work/order.ts';
import type { Row } from '../../src/work/row.ts';
import { standingsOf } from '../../src/work/standing.ts';

/** A record as a test names it: its kind and id, and what else matters. */
export type SomeRecord = Partial<Row> &
  Pick<Row, 'kind' | 'id'> & {
    readonly facts?: Partial<RecordFacts>;
    readonly history?: readonly Change[];
  };

const FOLDERS: Readonly<Record<Kind, string>> = {
  session: 'docs/sessions',
  workstream: 'workstreams',
  plan: 'plans',
  adr: 'docs/decisions',
  learning: 'docs/learnings',
};

export const SETTINGS: SiteSettings = {
  title: 'offplan',
  url: undefined,
  language: 'en',
  remote: undefined,
  paths: FOLDERS,
};

/** A site of a few records, whose operators are Roman and Sergei. */
export function siteModel(records: readonly SomeRecord[], settings: Partial<SiteSettings> = {}): SiteModel {
  const rows = records.map(({ facts: _facts, history: _history, ...row }): Row => ({
    path: `${FOLDERS[row.kind]}/${row.id}.md`,
    title: row.id,
    ...row,
  }));
  const addresses = addressesOf(rows);
  const standingOf = standingsOf(rows);
  const made = rows.map((row, at): SiteRecord => {
    const { facts, history = [] } = records[at]!;
    const { status = null, supersededBy = null } = standingOf(row);
    return {
      row,
      url: recordUrl(row.kind, addresses(row)),
      documentUrl: documentUrl(row.kind, addresses(row)),
      facts: { hash: 'hash', data: {}, lead: null, tasks: [], links: [], ...facts },
      own: JSON.stringify([row, facts]),
      status,
      supersededBy,
      history,
    };
  });
  const byRow = new Map(made.map((record) => [record.row, record]));
  return {
    settings: { ...SETTINGS, ...settings },
    records: newestFirst([...byRow.keys()]).map((row) => byRow.get(row)!),
    operators: [
      { slug: 'roman', initials: 'RT', name: 'Roman', emails: ['roman@example.com'] },
      { slug: 'sergei', initials: 'SK', name: 'Sergei', emails: ['sergei@example.com'] },
    ],
    invariants: [],
    hidesPath: () => false,
    hidesId: () => false,
  };
}

/** What a page is drawn with. */
export const contextOf = (page: Page, { settings, records }: SiteModel, body?: RenderedBody): Context => ({
  url: page.url,
  settings,
  words: wordsOf(settings.language),
  assets: {
    style: 'assets/site.css',
    script: 'assets/site.js',
    theme: 'assets/theme.js',
    search: 'assets/search.js',
    icon: 'assets/icon.svg',
    preview: settings.url === undefined ? undefined : 'assets/preview.png',
  },
  to: linkWay(page.url, settings.url),
  listOf: facetUrlsOf({ records }).url,
  body,
});

/** The file of a page. */
export const drawn = (page: Page, model: SiteModel, body?: RenderedBody): string =>
  documentOf(page, contextOf(page, model, body));

/** What a page says, without its tags. */
export const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
