import { outlineOf, type TopHeading } from './outline-of.ts';

/** A text whose headings stand so many levels deeper: above the third they would cut a record. */
export function demoted(text: string, by: number, headings: readonly TopHeading[] = outlineOf(text)): string {
  let out = '';
  let from = 0;
  for (const heading of headings) {
    const line = text.slice(heading.start, heading.end);
    const end = /\r?\n$/.exec(line)?.[0] ?? '\n';
    const marks = '#'.repeat(Math.min(6, heading.level + by));
    out += `${text.slice(from, heading.start)}${marks} ${heading.text}${end}`;
    from = heading.end;
  }
  return out + text.slice(from);
}
