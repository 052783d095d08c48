import type { ReportFile, ReportItem } from '../../store/imports/report.ts';
import type { SourceContents, SourceItem } from '../item.ts';

/**
 * The reports with the new names of files that were renamed: a `HANDOFF.md` goes to an archive, and another one is
 * begun. What is the same to the byte under a name that is new is the same thing; where two are the same, nothing tells.
 * The reports that were given where nothing has moved.
 */
export function followMoves(
  { source, name, items }: Pick<SourceContents, 'source' | 'name' | 'items'>,
  reports: readonly ReportFile[],
): readonly ReportFile[] {
  // Pages and sessions keep their ids; what became a record in its place is known by that.
  if (source !== 'handoffs') return reports;
  return reports.map((file) => {
    const { report } = file;
    if (report.name !== name) return file;
    const moved = new Map([...movesIn(items, report.items), ...grownIn(items, report.items)]);
    if (moved.size === 0) return file;
    return {
      ...file,
      report: {
        ...report,
        items: report.items.map((entry) => {
          const now = moved.get(entry.id);
          return now === undefined ? entry : { ...entry, id: now.id, path: now.path };
        }),
      },
    };
  });
}

/** By the id that something had: what it is now. */
function movesIn(
  items: readonly SourceItem[],
  entries: readonly ReportItem[],
): ReadonlyMap<string, SourceItem> {
  const known = new Set(entries.map(({ id }) => id));
  const before = onlyOnes(entries);
  const moved = new Map<string, SourceItem>();
  for (const [hash, item] of onlyOnes(items)) {
    const entry = known.has(item.id) ? undefined : before.get(hash);
    if (entry) moved.set(entry.id, item);
  }
  return moved;
}

/**
 * The same for a file of one entry that has become a log: what was the file is its oldest entry, which has all that stood
 * above, and the others are new.
 */
function grownIn(
  items: readonly SourceItem[],
  entries: readonly ReportItem[],
): ReadonlyMap<string, SourceItem> {
  const known = new Set(entries.map(({ id }) => id));
  const there = new Set(items.map(({ id }) => id));
  const logs = new Map<string, SourceItem[]>();
  for (const item of items) {
    const file = item.id.slice(0, item.id.indexOf('#', item.path.length));
    if (!known.has(file) || there.has(file) || !item.id.startsWith(`${file}#`)) continue;
    logs.set(file, [...(logs.get(file) ?? []), item]);
  }
  const grown = new Map<string, SourceItem>();
  for (const [file, log] of logs) {
    // In the order of their days, as items of handoffs are.
    const [oldest] = log;
    if (oldest && !log.some(({ id }) => known.has(id))) grown.set(file, oldest);
  }
  return grown;
}

/** By hash, what shares its hash with nothing. */
function onlyOnes<T extends { readonly id: string; readonly hash: string }>(
  list: readonly T[],
): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const one of list) {
    const known = found.get(one.hash);
    if (known && known.id !== one.id) twice.add(one.hash);
    found.set(one.hash, one);
  }
  for (const hash of twice) found.delete(hash);
  return found;
}
