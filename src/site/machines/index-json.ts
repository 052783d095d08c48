import { safeLine } from '../../text/safe.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { datesOf } from '../view/dates.ts';
import { encodedUrl } from './absolute.ts';
import type { MachineText } from './machine-text.ts';

/**
 * Every record as data, the newest first, one on a line: what changes in a record changes its line. Addresses are
 * relative to this file; what people read is without characters that hide or steer. Keys are those of `canon list --json` where there is such.
 */
export function indexJson({ settings, records }: SiteModel): MachineText {
  const about = {
    schema: 'canon.site-index/1',
    title: safeLine(settings.title),
    language: settings.language,
  };
  const head = JSON.stringify({ ...about, url: settings.url ?? null }).slice(0, -1);
  const lines = records.map((record) => `\n${JSON.stringify(documentOf(record))}`);
  return { path: 'index.json', text: `${head},"records":[${lines.join(',')}\n]}\n` };
}

function documentOf(record: SiteRecord): Record<string, unknown> {
  const { row, facts, url, documentUrl, status, supersededBy } = record;
  const { created, updated } = datesOf(record);
  const summary = row.summary ?? facts.lead;
  return {
    id: row.id,
    kind: row.kind,
    title: safeLine(row.title),
    url: encodedUrl(url),
    document_url: encodedUrl(documentUrl),
    status,
    summary: summary === null ? null : safeLine(summary),
    owner: row.owner ?? null,
    plan: row.plan ?? null,
    workstream: row.workstream ?? null,
    tags: row.tags ?? [],
    created,
    updated,
    superseded_by: supersededBy,
    aliases: row.aliases ?? [],
    ...(row.fault === undefined ? {} : { broken: true }),
  };
}
