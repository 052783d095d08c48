import type { Page } from '../../resume/page.ts';
import type { ItemFacts } from '../../resume/snapshot.ts';
import { leftRight } from './columns.ts';
import type { Look } from './look.ts';
import { ago } from './moment.ts';

/** `1 file`, `2 files` */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A text, and at the right who wrote it, how long ago, and the reference to copy. */
export function row(
  text: string,
  from: string | null,
  created: string | null,
  ref: string,
  page: Page,
  look: Look,
): string[] {
  const who = from === null ? '' : (page.facts.names[from] ?? from);
  const when = [who, ago(created, page.now)].filter(Boolean).join(', ');
  return leftRight(plain(text) || ref, [when, ref].filter(Boolean).join(' · '), look);
}

/** Something that waits or is asked; of imported sessions it says so, and how often it stands there. */
export function itemRow(item: ItemFacts, page: Page, look: Look): string[] {
  const { text, from, created, ref, times } = item;
  const imported = times === undefined ? '' : times === 1 ? 'imported' : `imported ${times} times`;
  return row(text, from, created, [imported, ref].filter(Boolean).join(' · '), page, look);
}

/** What shows everything of this page. */
export const moreOf = ({ target }: Page): string =>
  target === null ? 'canon resume --all' : `canon resume ${target.id} --all`;

/** Markdown of one line without its marks: links by their text, emphasis without stars. */
export function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .trim();
}
