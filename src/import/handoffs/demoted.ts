import { outlineOf } from '../text/outline-of.ts';

/** The text of a section whose headings would cut a record: each two levels deeper. */
export function demoted(text: string): string {
  let out = '';
  let from = 0;
  for (const heading of outlineOf(text)) {
    const line = text.slice(heading.start, heading.end);
    const end = /\r?\n$/.exec(line)?.[0] ?? '\n';
    out +=
      text.slice(from, heading.start) + `${'#'.repeat(Math.min(6, heading.level + 2))} ${heading.text}${end}`;
    from = heading.end;
  }
  return out + text.slice(from);
}
