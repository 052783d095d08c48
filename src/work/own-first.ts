import { sameWords } from './imported.ts';
import type { OpenItem } from './open-items.ts';

/** An item of imported sessions, by the newest of them. */
export type ImportedItem<T extends OpenItem = OpenItem> = T & {
  /** In so many imported sessions it stands. */
  readonly times: number;
};

/** Open items as a page shows them: what imported sessions have left stands behind what was handed off. */
export interface OwnFirst<T extends OpenItem = OpenItem> {
  readonly own: readonly T[];
  /** Each once, however often it was copied on; not at all where a handoff has it as well. */
  readonly imported: readonly ImportedItem<T>[];
}

/** Sets apart what imported sessions have left. Items come newest first, and stay in that order. */
export function ownFirst<T extends OpenItem>(items: readonly T[]): OwnFirst<T> {
  const own = items.filter((item) => item.imported !== true);
  if (own.length === items.length) return { own, imported: [] };
  const handed = new Set(own.map(wordsOf));
  const found = new Map<string, { item: T; times: number }>();
  for (const item of items) {
    if (item.imported !== true) continue;
    const words = wordsOf(item);
    const known = found.get(words);
    if (known) known.times += 1;
    else if (!handed.has(words)) found.set(words, { item, times: 1 });
  }
  return { own, imported: Array.from(found.values(), ({ item, times }) => ({ ...item, times })) };
}

const wordsOf = ({ type, for: whom, text }: OpenItem): string =>
  sameWords(type === 'waiting' ? 'w' : 'q', whom, text);
