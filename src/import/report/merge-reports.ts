import { parseReport } from '../../store/imports/parse-report.ts';
import type { Report, ReportItem } from '../../store/imports/report.ts';
import { formatReport } from './format-report.ts';

/**
 * Three versions of a report as one: what either side has imported since is in it. Undefined where one is no report, or
 * one of another source.
 * @param versions the base, which is empty where both sides began it, ours and theirs
 */
export async function mergeReports(
  path: string,
  versions: readonly [base: string, ours: string, theirs: string],
): Promise<string | undefined> {
  const [before, ours, theirs] = await Promise.all(
    versions.map((text) => (text.trim() === '' ? undefined : parseReport(text, path).catch(() => undefined))),
  );
  if (!ours || !theirs || (!before && versions[0].trim() !== '')) return undefined;
  if (ours.source !== theirs.source || ours.name !== theirs.name) return undefined;
  return formatReport(uniteReports(before, ours, theirs));
}

/**
 * What one side added, changed or took away holds. Where both have made something of one thing, and not the same, each
 * has its entry: which one holds is told by the records, when all of them are there.
 */
export function uniteReports(before: Report | undefined, ours: Report, theirs: Report): Report {
  const later = Date.parse(theirs.at) > Date.parse(ours.at) ? theirs : ours;
  const items = united(before?.items, ours.items, theirs.items);
  return { ...later, items: onceEach(items), assets: united(before?.assets, ours.assets, theirs.assets) };
}

/** What both have, what either has added, and nothing that either has taken away. */
function united<T>(before: readonly T[] = [], ours: readonly T[], theirs: readonly T[]): T[] {
  const keyed = (list: readonly T[]): Map<string, T> =>
    new Map(list.map((one) => [JSON.stringify(one), one]));
  const [was, mine, other] = [keyed(before), keyed(ours), keyed(theirs)];
  return [...new Map([...mine, ...other])].flatMap(([key, one]) =>
    was.has(key) && !(mine.has(key) && other.has(key)) ? [] : [one],
  );
}

/** Entries of one thing that tell of the same record, as it was written of the same text, are one. */
function onceEach(items: readonly ReportItem[]): ReportItem[] {
  const found = new Map<string, ReportItem>();
  for (const item of items) {
    const { id, record, hash, result } = item;
    const key = [id, record, hash, result].join('\0');
    const known = found.get(key);
    // Both sides of a merge come to the same.
    if (!known || JSON.stringify(item) < JSON.stringify(known)) found.set(key, item);
  }
  return [...found.values()];
}
