import type { Token } from 'markdown-it';
import { addressesIn } from './addresses.ts';
import { parser } from './parser.ts';
import { mentionsIn, type Piece } from './mentions.ts';
import type { Found } from './body.ts';
import type { PageState } from './state.ts';
import { textOf, token } from './tokens.ts';

/**
 * Decides on every link, image and name of a line: what leads somewhere becomes a link that `rules.ts` shows, and
 * everything else is text.
 */
export function decideLinks(children: readonly Token[], page: PageState): Token[] {
  const out: Token[] = [];
  // Whether each link that is open leads anywhere.
  const open: boolean[] = [];
  for (const [i, child] of children.entries()) {
    const isInLink = open.includes(true);
    switch (child.type) {
      case 'link_open': {
        const found = isInLink ? undefined : page.resolver.link(String(child.attrGet('href') ?? ''));
        open.push(found !== undefined);
        if (found) out.push(linkOpen(found.href, titleOf(child) ?? unlike(children[i + 1], found.title)));
        break;
      }
      case 'link_close':
        if (open.pop() === true) out.push(token('link_close', 'a', -1));
        break;
      case 'text':
        out.push(...(isInLink ? [child] : withAddresses(child, page)));
        break;
      case 'code_inline':
        if (!isInLink) child.meta = { pieces: mentionsIn(child.content, page) };
        out.push(child);
        break;
      case 'wikilink': {
        const found = isInLink ? undefined : page.resolver.named(child.content);
        out.push(...linked(child.info === '' ? child.content : child.info, found));
        break;
      }
      case 'image':
        out.push(...picture(child, page, isInLink));
        break;
      default:
        out.push(child);
    }
  }
  return out;
}

const titleOf = (link: Token): string | undefined => {
  const title = link.attrGet('title');
  return title === null ? undefined : String(title);
};

/** A title that says what the link says anyway is none. */
const unlike = (said: Token | undefined, title: string | undefined): string | undefined =>
  said?.type === 'text' && said.content === title ? undefined : title;

function linkOpen(href: string, title: string | undefined): Token {
  const open = token('link_open', 'a', 1);
  open.meta = { href, title };
  return open;
}

function text(content: string): Token {
  const made = token('text', '', 0);
  made.content = content;
  return made;
}

const linked = (content: string, found: Found | undefined): Token[] =>
  found ? [linkOpen(found.href, found.title), text(content), token('link_close', 'a', -1)] : [text(content)];

function withAddresses(child: Token, page: PageState): Token[] {
  const pieces = addressesIn(child.content);
  if (!pieces) return withMentions(child, page);
  return pieces.flatMap(({ text: said, href }) =>
    href === undefined ? withMentions(text(said), page) : linked(said, page.resolver.link(href)),
  );
}

function withMentions(child: Token, page: PageState): Token[] {
  const pieces: Piece[] | undefined = mentionsIn(child.content, page);
  return pieces ? pieces.flatMap((piece) => linked(piece.text, piece.found)) : [child];
}

/** A picture of the repository; any other image is a link to it, with the text that stands for it. */
function picture(image: Token, page: PageState, isInLink: boolean): Token[] {
  const src = String(image.attrGet('src') ?? '');
  const alt = textOf(image.children ?? []);
  const found = page.resolver.image(src);
  if (found) {
    const shown = token('picture', 'img', 0);
    shown.meta = { ...found };
    shown.content = alt;
    return [shown];
  }
  const said = alt.trim() === '' ? nameOf(src) : alt;
  return linked(said, isInLink ? undefined : page.resolver.link(src));
}

/** The name of an image's file, where nothing else is said of it. */
function nameOf(src: string): string {
  if (/^data:/i.test(src)) return '';
  return parser.normalizeLinkText(src.replace(/[?#].*$/s, '').replace(/^.*\//s, '')).slice(0, 200);
}
