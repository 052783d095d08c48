import { destinationsIn } from '../markdown/destinations.ts';

/**
 * The text with links that lead nowhere as what they are: text, with its target. Only the bracket that opens one gets a
 * backslash, so that all of it can still be read.
 */
export async function disarmLinks(text: string, isDead: (href: string) => boolean): Promise<string> {
  const places: number[] = [];
  for (const { href, start } of await destinationsIn(text)) {
    if (!isDead(href)) continue;
    const bracket = text.lastIndexOf('](', start);
    const open = bracket < 0 ? undefined : opening(text, bracket);
    if (open !== undefined) places.push(open);
  }
  let out = '';
  let from = 0;
  for (const at of places.toSorted((a, b) => a - b)) {
    if (at < from) continue;
    out += `${text.slice(from, at)}\\`;
    from = at;
  }
  return out + text.slice(from);
}

/** More text than this is no name of a link. */
const LONGEST = 2000;

function opening(text: string, bracket: number): number | undefined {
  let depth = 0;
  for (let at = bracket; at >= 0 && bracket - at < LONGEST; at -= 1) {
    if (text[at - 1] === '\\') continue;
    if (text[at] === ']') depth += 1;
    else if (text[at] === '[') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
