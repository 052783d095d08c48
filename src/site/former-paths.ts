import { posix } from 'node:path';
import { KINDS, type Kind } from '../record/kinds.ts';
import type { SiteRecord, SiteSettings } from './model.ts';

/** More names than a record ever had. */
export const MOST_FORMER = 100;

/** Where the file of a record may have stood before: under an older id, or where git has seen it renamed from. */
export function formerPaths({ row, renamedFrom = [] }: SiteRecord): string[] {
  const { aliases = [] } = row;
  const folder = aliases.length === 0 ? '' : posix.dirname(row.path);
  const named = aliases.slice(0, MOST_FORMER).map((alias) => `${folder}/${alias}.md`);
  return [...named, ...renamedFrom.slice(0, MOST_FORMER)];
}

/** Records by the paths of their files. What stands somewhere now goes before what stood there. */
export function byAnyPath(records: readonly SiteRecord[]): Map<string, SiteRecord> {
  const found = new Map(records.map((record) => [record.row.path, record]));
  for (const record of records)
    for (const path of formerPaths(record)) if (!found.has(path)) found.set(path, record);
  return found;
}

/** What a record at a path was called; undefined where none could stand there. */
export function nameAt(
  path: string,
  folders: SiteSettings['paths'],
): { readonly kind: Kind; readonly id: string } | undefined {
  const isBelow = (kind: Kind): boolean => path.startsWith(`${folders[kind]}/`);
  const [kind] = KINDS.filter(isBelow).toSorted((a, b) => folders[b].length - folders[a].length);
  if (kind === undefined || !path.endsWith('.md')) return undefined;
  return { kind, id: posix.basename(path, '.md') };
}
