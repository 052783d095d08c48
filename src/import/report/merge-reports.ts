import type { Report } from '../../store/imports/report.ts';
import { parseReport } from '../../store/imports/parse-report.ts';
import { formatReport } from './format-report.ts';

/**
 * Three versions of a report as one: what either side has imported since is in it. Undefined where the sides made
 * something else of the same thing, or one is no report: people say which holds.
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
  const items = united(before && byId(before), byId(ours), byId(theirs));
  const assets = united(before && bySelf(before), bySelf(ours), bySelf(theirs));
  if (!items || !assets) return undefined;
  const later = Date.parse(theirs.at) > Date.parse(ours.at) ? theirs : ours;
  return formatReport({ ...later, items: [...items.values()], assets: [...assets.values()] });
}

const byId = ({ items }: Report): Map<string, Report['items'][number]> =>
  new Map(items.map((item) => [item.id, item]));

const bySelf = ({ assets }: Report): Map<string, string> => new Map(assets.map((path) => [path, path]));

/** What one side changed, added or took away holds; undefined where both did, and not the same. */
function united<T>(
  before: ReadonlyMap<string, T> | undefined,
  ours: ReadonlyMap<string, T>,
  theirs: ReadonlyMap<string, T>,
): Map<string, T> | undefined {
  const all = new Map<string, T>();
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [was, mine, other] = [before?.get(key), ours.get(key), theirs.get(key)];
    const [a, b, c] = [was, mine, other].map((one) => (one === undefined ? '' : JSON.stringify(one)));
    if (b !== c && a !== b && a !== c) return undefined;
    const kept = a === b ? other : mine;
    if (kept !== undefined) all.set(key, kept);
  }
  return all;
}
