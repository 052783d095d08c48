import type { NewSection } from '../../record/compose.ts';
import type { Kind } from '../../record/kinds.ts';
import { cutSections } from '../text/cut-sections.ts';
import type { Synonyms } from '../text/section-synonyms.ts';

/** Stands for the title, which was taken already: the first heading below it is none. */
const TITLE = '# \uE000\n\n';

/** The sections of a page's text. Callouts and toggles stay whole, whatever headings stand in them. */
export function pageSections(kind: Kind, body: string, synonyms: Synonyms): NewSection[] {
  if (body.trim() === '') return [];
  const { text, blocks } = lowerInside(TITLE + body);
  return [...cutSections(kind, text, synonyms, blocks).sections];
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^( {0,3})(#{1,2})(?=[ \t\r\n]|$)/;

type Blocks = readonly (readonly [start: number, end: number])[];

/**
 * Where `<aside>` and `<details>` begin and end, and the text with the headings in them lowered to the third level: at a
 * higher one, a reader of the record would end its section there.
 */
function lowerInside(body: string): { readonly text: string; readonly blocks: Blocks } {
  const blocks: [number, number][] = [];
  if (!/<(?:aside|details)/i.test(body)) return { text: body, blocks };
  let depth = 0;
  let fence = '';
  let text = '';
  let begin = 0;
  for (const line of body.split(/(?<=\n)/)) {
    const start = text.length;
    const mark = FENCE.exec(line)?.[1];
    if (fence !== '') {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = '';
      text += line;
      continue;
    }
    if (mark !== undefined) fence = mark;
    const inside = depth > 0;
    depth = Math.max(
      0,
      depth + count(line, /<(?:aside|details)\b/gi) - count(line, /<\/(?:aside|details)>/gi),
    );
    text += inside ? line.replace(HEADING, '$1###') : line;
    if (!inside && depth > 0) begin = start;
    if (inside && depth === 0) blocks.push([begin, text.length]);
  }
  // One that nothing closes would swallow all the headings below.
  return depth > 0 ? { text: body, blocks: [] } : { text, blocks };
}

const count = (line: string, what: RegExp): number => line.match(what)?.length ?? 0;
