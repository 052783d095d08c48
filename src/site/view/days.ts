/** What was created on one day. */
export interface Day<T> {
  /** `2026-05-11`; empty for what has no date. */
  readonly day: string;
  readonly entries: readonly T[];
}

/** Groups what is sorted by its date into days, as they were where it was written. */
export function byDay<T extends { readonly created: string | null }>(entries: readonly T[]): Day<T>[] {
  const days = new Map<string, T[]>();
  for (const entry of entries) {
    const day = /^\d{4}-\d\d-\d\d/.exec(entry.created ?? '')?.[0] ?? '';
    const group = days.get(day);
    if (group) group.push(entry);
    else days.set(day, [entry]);
  }
  return [...days].map(([day, entries]) => ({ day, entries }));
}
