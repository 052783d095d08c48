import type { Token } from 'markdown-it';
import { anchorOf, uniqueId } from './slug.ts';
import type { PageState } from './state.ts';
import { textOf, token } from './tokens.ts';

/**
 * Gives headings their level on the page and an anchor. A level that was left out is not left out here: a reader who
 * goes from heading to heading is told of a gap where there is none. A heading without a word is none.
 * @param above the level of the heading that they stand under
 */
export function placeHeadings(tokens: readonly Token[], page: PageState, above: number): Token[] {
  const out: Token[] = [];
  let last = above;
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i] as Token;
    const [line, close] = [tokens[i + 1], tokens[i + 2]];
    if (open.type !== 'heading_open' || line?.type !== 'inline' || !close) {
      out.push(open);
      continue;
    }
    i += 2;
    const text = textOf(line.children ?? []).trim();
    if (text === '') continue;
    const level = Math.min(6, last + 1, Math.max(above + 1, Number(open.tag.slice(1))));
    last = level;
    open.tag = close.tag = `h${level}`;
    const id = uniqueId(page.ids, anchorOf(text));
    open.attrSet('id', id);
    const anchor = token('heading_anchor', 'a', 0);
    anchor.meta = { id, text: text.slice(0, 120) };
    line.children = [...(line.children ?? []), anchor];
    out.push(open, line, close);
  }
  return out;
}
