import MarkdownIt, { type Token } from 'markdown-it';

/** A new token. */
export const token = (type: string, tag: string, nesting: -1 | 0 | 1): Token =>
  new MarkdownIt.Token(type, tag, nesting);

/** A line as plain text. Iterative: children of images have children. */
export function textOf(children: readonly Token[]): string {
  let out = '';
  const rest = [...children].toReversed();
  for (let one = rest.pop(); one; one = rest.pop()) {
    if (one.type === 'image') rest.push(...(one.children ?? []).toReversed());
    else if (one.type === 'softbreak' || one.type === 'hardbreak') out += ' ';
    else if (one.type === 'wikilink') out += one.info;
    else out += one.content;
  }
  return out;
}
