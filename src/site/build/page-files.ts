import { plainBlocks, recordBlocks } from '../../search/plain-blocks.ts';
import type { Project } from '../../store/project.ts';
import { readTextBody } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';
import { type FacetUrl, facetUrlsOf } from '../facet-urls.ts';
import type { Words } from '../language/words.ts';
import { renderBody } from '../markdown/render.ts';
import type { Picture, RenderedBody, Resolver } from '../markdown/body.ts';
import type { Highlighter } from '../markdown/highlight.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import type { Context, Page, SiteAssets } from '../page.ts';
import { textHash } from '../read/facts.ts';
import type { Texts } from '../read/texts.ts';
import { fileOf, linkWay } from '../urls.ts';
import { peopleOf } from '../view/people.ts';
import { documentOf } from './document.tsx';
import { type Names, remembering, resolverFor } from './resolve.ts';
import { stillHolds } from './resolve.ts';
import { keyOf, type Made, type SiteFile } from './site-file.ts';

/** What all pages of a build share. */
export interface Drawing {
  readonly project: Project;
  readonly model: SiteModel;
  readonly texts: Texts;
  readonly names: Names;
  readonly words: Words;
  readonly assets: SiteAssets;
  /** Where a picture of the repository is copied to, if it is one that may be shown. */
  readonly picture: (path: string) => Picture | undefined;
  readonly code: Highlighter;
}

/** The keys of pages, as long as what all of them share is the same. */
export interface PageKeys {
  readonly common: string;
  readonly of: WeakMap<Page, string>;
}

/**
 * The files of pages. Text is read and rendered only for those that are made.
 * @param before keys of the last build: a page of that has the one that it had
 */
export function pageFiles(
  pages: readonly Page[],
  drawing: Drawing,
  before?: PageKeys,
): { readonly files: SiteFile[]; readonly keys: PageKeys } {
  const { model, assets, words, names, picture } = drawing;
  const { prefix } = drawing.project;
  const lists = facetUrlsOf(model);
  const people = peopleOf(model).map(({ slug, name, url }) => [slug, name, url]);
  const common = keyOf(JSON.stringify([model.settings, people, assets, words.code, lists.moved]));
  const keys = before?.common === common ? before : { common, of: new WeakMap<Page, string>() };
  const files = pages.map((page): SiteFile => {
    const { url, record } = page;
    const key = keys.of.get(page) ?? keyOfPage(page, common);
    keys.of.set(page, key);
    const resolve = (): Resolver | undefined =>
      record && resolverFor({ model, names, record, page: url, prefix, picture });
    return {
      path: fileOf(url),
      key,
      holds: (asked) => {
        const resolver = resolve();
        return resolver === undefined || stillHolds(resolver, asked);
      },
      make: () => makePage(page, { ...drawing, listOf: lists.url }, resolve()),
    };
  });
  return { files, keys };
}

const keyOfPage = ({ template, from, record }: Page, common: string): string =>
  keyOf(common, template, JSON.stringify(from), ...(record ? [record.own, ...datesFrom(record)] : []));

/** What a page says of when its record came to be and changed is made of these: a commit changes it, and no text. */
const datesFrom = ({ history }: SiteRecord): string[] => [history[0]?.at ?? '', history.at(-1)?.at ?? ''];

async function makePage(
  page: Page,
  drawing: Drawing & { readonly listOf: FacetUrl },
  resolver: Resolver | undefined,
): Promise<Made> {
  const { model, words, assets, code, listOf } = drawing;
  const { url } = page;
  const context = (body?: RenderedBody, text?: string, plain?: string): Context => ({
    url,
    settings: model.settings,
    words,
    assets,
    to: linkWay(url, model.settings.url),
    listOf,
    body,
    text,
    plain,
  });
  if (!page.record || !resolver) return { content: documentOf(page, context()) };
  const noted = remembering(resolver);
  const { row } = page.record;
  const text = await drawing.texts.read(row.path);
  // Of one that does not parse nothing is rendered: its page shows it as it is written.
  const body = row.fault
    ? undefined
    : await renderBody(row.kind, text ?? '', { resolver: noted.resolver, words, code });
  const stale = (text === undefined ? '' : textHash(text)) !== page.record.facts.hash;
  const plain = recordBlocks(row, body?.plain ?? (await plainOf(row, text))).join('\n');
  return { content: documentOf(page, context(body, text, plain)), asked: noted.asked(), stale };
}

const plainOf = async ({ kind }: Row, text = ''): Promise<string[]> =>
  plainBlocks(await readTextBody(kind, text));
