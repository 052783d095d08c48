import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { rules } from './rules.ts';
import { singleStrike } from './strike.ts';
import { wikilink } from './wikilink.ts';

/** What is nested deeper than this is not laid out. */
export const MAX_NESTING = 60;

/**
 * The parser of all texts. HTML is text to it. Links are all taken for links: `links.ts` decides which of them lead
 * anywhere, and `rules.ts` shows none that it has not decided on.
 */
export const parser = makeParser();

function makeParser(): Parser {
  const md = new MarkdownIt({ html: false, linkify: true, maxNesting: MAX_NESTING });
  md.use(footnote);
  md.use(singleStrike);
  // `2^[1]` is no note, on GitHub neither.
  md.inline.ruler.disable(['footnote_inline']);
  // `parts.ts` does their work for all parts of a text before the others begin.
  md.core.ruler.disable(['normalize', 'block', 'footnote_tail']);
  md.inline.ruler.before('link', 'wikilink', wikilink);
  // `hook.py` and `README.md` are no addresses in Paraguay and Moldova; `addresses.ts` knows what else is one.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  md.linkify.add('ftp:', null).add('//', null);
  md.validateLink = () => true;
  Object.assign(md.renderer.rules, rules);
  return md;
}
