import type { ReportItem } from '../../store/imports/report.ts';

/** The entries of a report, together those that clones have written of one thing. */
export function byThing(items: readonly ReportItem[]): ReportItem[][] {
  const found = new Map<string, ReportItem[]>();
  for (const item of items) {
    const known = found.get(item.id);
    if (known) known.push(item);
    else found.set(item.id, [item]);
  }
  return [...found.values()];
}
