import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';

const parser = new MarkdownIt('commonmark').enable(['table', 'strikethrough']);

/** A link as a Markdown parser sees it, with the lines (0-based, end exclusive) of the block it stands in. */
export interface ParsedLink {
  readonly href: string;
  readonly kind: 'link' | 'wikilink';
  readonly from: number;
  readonly to: number;
}

const WIKILINK = /\[\[([^[\]\\\n]+)\]\]/g;

function linksIn(children: readonly Token[], from: number, to: number): ParsedLink[] {
  const links: ParsedLink[] = [];
  // Brackets are tokens of their own in some places, so that a wikilink is spread over neighbouring texts.
  let run = '';
  const flush = (): void => {
    for (const match of run.matchAll(WIKILINK))
      links.push({ kind: 'wikilink', href: match[1] ?? '', from, to });
    run = '';
  };
  for (const token of children) {
    if (token.type === 'text') run += token.content;
    else flush();
    const href =
      token.type === 'link_open'
        ? token.attrGet('href')
        : token.type === 'image'
          ? token.attrGet('src')
          : null;
    if (href !== null) links.push({ kind: 'link', href: String(href), from, to });
  }
  flush();
  return links;
}

/** All links, images and wikilinks of a Markdown text: the judge where `linkCandidates` cannot be sure. */
export function markdownLinks(text: string): ParsedLink[] {
  const links: ParsedLink[] = [];
  for (const token of parser.parse(text, {})) {
    const [from, to] = token.map ?? [0, 0];
    if (token.type === 'inline' && token.children) links.push(...linksIn(token.children, from, to));
  }
  return links;
}
