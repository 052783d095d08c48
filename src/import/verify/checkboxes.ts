import { codeRanges, within } from '../markdown/code-ranges.ts';
import { destinationsIn } from '../markdown/destinations.ts';

const BOX = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX-])\][ \t]+(\S[^\n]*)/gm;

/** A checkbox: its state, and its first line without where links lead. */
export interface Checkbox {
  readonly state: 'open' | 'done' | 'dropped';
  readonly text: string;
}

/** The checkboxes of a text outside of code. */
export async function checkboxesIn(text: string): Promise<Checkbox[]> {
  if (!/\[[ xX-]\]/.test(text)) return [];
  const inCode = within(await codeRanges(text));
  const destinations = await destinationsIn(text);
  const found: Checkbox[] = [];
  let next = 0;
  for (const match of text.matchAll(BOX)) {
    const { index } = match;
    const content = match[2] ?? '';
    const start = index + match[0].length - content.length;
    if (inCode(start)) continue;
    let shown = '';
    let from = start;
    const end = index + match[0].length;
    while ((destinations[next]?.end ?? Infinity) <= start) next += 1;
    for (let at = next; (destinations[at]?.start ?? Infinity) < end; at += 1) {
      const one = destinations[at];
      if (!one || one.start < from) continue;
      shown += text.slice(from, one.start);
      from = Math.min(one.end, end);
    }
    shown += text.slice(from, end);
    const mark = match[1] ?? ' ';
    found.push({
      state: mark === ' ' ? 'open' : mark === '-' ? 'dropped' : 'done',
      text: shown.replace(/\s+/g, ' ').trim(),
    });
  }
  return found;
}
