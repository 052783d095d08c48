import { KINDS, type Kind } from '../../record/kinds.ts';
import { fileName } from '../folded-name.ts';
import { MOST_FORMER, nameAt } from '../former-paths.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { definePage, type Page, type Template } from '../page.ts';
import { documentUrl, recordUrl } from '../urls.ts';

/** What the page of an old id leads to. */
export interface MovedView {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

const moved: Template<MovedView> = {
  name: 'moved',
  head: ({ url }, { words }) => ({ title: words.machines.moved, description: null, moved: url }),
  render: ({ id, title, url }, context) => (
    <article class="moved">
      <h1>{context.words.machines.moved}</h1>
      <p>
        {context.words.machines.movedTo} <a href={context.to(url)}>{title}</a> <span class="id">{id}</span>
      </p>
    </article>
  ),
};

/**
 * Pages at the addresses that records had under older ids, told by themselves or by git: an id that was linked to once
 * is found for ever. A page that is there goes before; of two records that had one id the first has it, as everywhere.
 * @param taken addresses of the other pages
 */
export function redirectPages(
  { records, settings, hidesId }: Pick<SiteModel, 'records' | 'settings' | 'hidesId'>,
  taken: readonly string[],
): Page[] {
  // Many file systems do not tell `RT-1` from `rt-1`: a page must not be written over by one that leads on.
  const used = new Set(taken.map(fileName));
  const pages: Page[] = [];
  const lead = (from: string, { row }: SiteRecord, url: string): void => {
    if (used.has(fileName(from))) return;
    used.add(fileName(from));
    pages.push(definePage(from, moved, { id: row.id, title: row.title, url }));
  };
  for (const kind of KINDS) {
    for (const record of records) {
      if (record.row.kind === kind) leadAll(kind, record.row.aliases ?? [], record, lead);
    }
  }
  for (const record of records) {
    for (const path of (record.renamedFrom ?? []).slice(0, MOST_FORMER)) {
      const { kind, id } = nameAt(path, settings.paths) ?? {};
      if (kind !== undefined && id !== undefined && !hidesId(id, kind)) leadAll(kind, [id], record, lead);
    }
  }
  return pages;
}

function leadAll(
  kind: Kind,
  names: readonly string[],
  record: SiteRecord,
  lead: (from: string, record: SiteRecord, url: string) => void,
): void {
  for (const alias of names.slice(0, MOST_FORMER)) {
    lead(recordUrl(kind, alias), record, record.url);
    // Of a session it is the same address.
    if (kind !== 'session') lead(documentUrl(kind, alias), record, record.documentUrl);
  }
}
