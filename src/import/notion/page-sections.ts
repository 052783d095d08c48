import type { NewSection } from '../../record/compose.ts';
import type { Kind } from '../../record/kinds.ts';
import { cutSections } from '../text/cut-sections.ts';
import type { Synonyms } from '../text/section-synonyms.ts';

/** Stands for the title, which was taken already: the first heading below it is none. */
const TITLE = '# \uE000\n\n';

/** The sections of a page's text. Callouts and toggles stay whole, whatever headings stand in them. */
export function pageSections(kind: Kind, body: string, synonyms: Synonyms): NewSection[] {
  if (body.trim() === '') return [];
  return [...cutSections(kind, TITLE + lowerInside(body), synonyms).sections];
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^( {0,3})(#{1,2})(?=[ \t]|$)/;

/** Headings inside of `<aside>` and `<details>` lowered to the third level: at a higher one, the block would be cut there. */
function lowerInside(body: string): string {
  if (!/<(?:aside|details)/i.test(body)) return body;
  let depth = 0;
  let fence = '';
  const lines = body.split('\n').map((line) => {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== '') {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = '';
      return line;
    }
    if (mark !== undefined) fence = mark;
    const inside = depth > 0;
    depth = Math.max(
      0,
      depth + count(line, /<(?:aside|details)\b/gi) - count(line, /<\/(?:aside|details)>/gi),
    );
    return inside ? line.replace(HEADING, '$1###') : line;
  });
  // One that nothing closes would swallow all the headings below.
  return depth > 0 ? body : lines.join('\n');
}

const count = (line: string, what: RegExp): number => line.match(what)?.length ?? 0;
