import type { Kind } from '../../record/kinds.ts';
import type { TopHeading } from './outline-of.ts';
import { matchSection, type Synonyms } from './section-synonyms.ts';

const BOLD =
  /^(?:\*\*|__)([^*_\n]{1,60}?)(?::[ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*:|(?:\*\*|__)(?=[ \t]*\r?(?:\n|$)))[ \t]*/gm;
const FENCE = /^ {0,3}(?:```|~~~)/gm;

/**
 * Bold labels that stand in the place of headings (`**Next Steps:**`), in a text that has no headings: those that mean a
 * section of the kind, at the beginning of a line and outside of code.
 */
export function boldHeadings(kind: Kind, text: string, synonyms?: Synonyms): TopHeading[] {
  const found: TopHeading[] = [];
  const fences = [...text.matchAll(FENCE)].map(({ index }) => index);
  let open = 0;
  for (const match of text.matchAll(BOLD)) {
    while ((fences[open] ?? Infinity) < match.index) open += 1;
    if (open % 2 === 1) continue;
    const name = match[1] ?? '';
    if (!matchSection(kind, name, synonyms)) continue;
    found.push({
      level: 2,
      text: match[0].trim(),
      start: match.index,
      end: match.index + match[0].length,
      line: 0,
    });
  }
  return found;
}
