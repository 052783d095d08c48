import { destinationsIn } from '../markdown/destinations.ts';

/**
 * The text with links that lead nowhere as what they are: text, with its target. Only the bracket that opens one gets a
 * backslash, so that all of it can still be read.
 */
export async function disarmLinks(text: string, isDead: (href: string) => boolean): Promise<string> {
  const ends = new Set<number>();
  for (const { href, start } of await destinationsIn(text))
    if (isDead(href)) ends.add(text.lastIndexOf('](', start));
  if (ends.size === 0) return text;
  const places = openings(text, ends);
  let out = '';
  let from = 0;
  for (const at of places) {
    out += `${text.slice(from, at)}\\`;
    from = at;
  }
  return out + text.slice(from);
}

/** Where the brackets open that end at some places, in order. */
function openings(text: string, ends: ReadonlySet<number>): number[] {
  const found: number[] = [];
  let opened: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    // No link goes on behind a blank line.
    else if (letter === '\n' && text[at + 1] === '\n') opened = [];
    else if (letter === '[') opened.push(at);
    else if (letter === ']') {
      const open = opened.pop();
      if (open !== undefined && ends.has(at)) found.push(open);
    }
  }
  return found.toSorted((a, b) => a - b);
}
