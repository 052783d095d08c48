import type { SiteModel, SiteRecord } from '../model.ts';
import { type Relations, whomOf } from './relations.ts';

/** More deciders than a decision has. */
const MOST_DECIDERS = 20;

/**
 * What everybody did, by slug, the newest first: their sessions, the decisions that name them among their deciders, and
 * what they learned in their sessions.
 */
export function deedsOf(
  { records, operators }: Pick<SiteModel, 'records' | 'operators'>,
  { named }: Pick<Relations, 'named'>,
): Map<string, SiteRecord[]> {
  const whom = whomOf(operators);
  const deeds = new Map<string, SiteRecord[]>();
  for (const record of records) {
    for (const slug of doersOf(record, whom, named)) {
      const theirs = deeds.get(slug);
      if (theirs) theirs.push(record);
      else deeds.set(slug, [record]);
    }
  }
  return deeds;
}

function doersOf(
  { row, facts }: SiteRecord,
  whom: (name: string) => string | undefined,
  named: Relations['named'],
): readonly string[] {
  const owner = (of: string | undefined): string[] => (of === undefined || of === '' ? [] : [of]);
  switch (row.kind) {
    case 'session':
      return owner(row.owner);
    case 'adr': {
      const { deciders } = facts.data;
      const names = Array.isArray(deciders) ? deciders.slice(0, MOST_DECIDERS) : [];
      const slugs = names.map((name) => (typeof name === 'string' ? whom(name.trim()) : undefined));
      return [...new Set(slugs.filter((slug) => slug !== undefined))];
    }
    case 'learning':
      return row.source === undefined ? [] : owner(named('session', row.source)?.row.owner);
    default:
      return [];
  }
}
