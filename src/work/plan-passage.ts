import { stripComments } from '../record/markdown-comments.ts';
import { fenceEnd } from '../record/markdown-fence.ts';
import { readOutline } from '../record/markdown-outline.ts';
import type { Body } from '../record/sections.ts';

/** Sections that are about the plan as a whole, and are shown for themselves or not at all. */
const WHOLE = new Set<string | undefined>(['Goal', 'Success Criteria', 'Locked Decisions', 'Open Questions']);
const MOST = 3;

/**
 * What a plan says of a task: the part under a heading that has the task's id, else the paragraphs and list entries
 * that name it, those of Phases first; else what speaks of a span that it lies in (`P4 to P6`). Null for nothing.
 */
export async function planPassage(body: Body, id: string): Promise<string | null> {
  if (id.startsWith('#')) return null;
  const source = stripComments(body.source);
  const parts = await headedParts(source, body.title?.text);
  const texts = body.sections
    .filter(({ key }) => !WHOLE.has(key))
    .sort((a, b) => Number(b.key === 'Phases') - Number(a.key === 'Phases'))
    .flatMap(({ text }) => blocksOf(stripComments(text)));
  for (const speaks of [names, spans] as const) {
    const under = parts.find(({ heading }) => speaks(heading, id));
    if (under) return under.text;
    const found = texts.filter((text) => speaks(text, id)).slice(0, MOST);
    if (found.length > 0) return found.join('\n\n');
  }
  return null;
}

/** Every heading but the title, with what stands under it up to the next of its level. */
async function headedParts(
  source: string,
  title: string | undefined,
): Promise<{ heading: string; text: string }[]> {
  const { headings } = await readOutline(source);
  return headings.flatMap((heading, i) => {
    if (heading.level === 1 && heading.text === title) return [];
    const end = headings.slice(i + 1).find(({ level }) => level <= heading.level)?.start ?? source.length;
    return [{ heading: heading.text, text: source.slice(heading.start, end).trim() }];
  });
}

/** The id as a word: `P1` is not in `P11`, nor in `P1-draft`. */
function names(text: string, id: string): boolean {
  return new RegExp(`(?<![\\w-])${id}(?!\\w|-\\w)`).test(text);
}

const SPAN =
  /(?<![\w-])([A-Z]{1,3})(\d{1,9})[a-z]?(?:\s{0,3}(?:[-–—]|\.{2,3}|to|through|until|bis|до)\s{0,3}([A-Z]{1,3})|[-–](?=\d))(\d{1,9})(?!\w)/g;

/** Whether a text speaks of a span of ids that this one lies in. */
function spans(text: string, id: string): boolean {
  const [, prefix, number] = /^([A-Z]+)(\d+)/.exec(id) ?? [];
  const at = Number(number);
  if (prefix === undefined || !text.includes(prefix)) return false;
  return [...text.matchAll(SPAN)].some(
    ([, first, from, last = first, to]) =>
      first === prefix && last === prefix && Number(from) <= at && at <= Number(to),
  );
}

const ITEM = /^ ?(?:[-*+]|\d{1,9}[.)])[ \t]/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;

/** Paragraphs and list entries of the top level, each with what is nested in it; headings are none. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let block = '';
  let inItem = false;
  let afterBlank = false;
  const close = (): void => {
    if (block.trim() !== '') blocks.push(block.trimEnd());
    block = '';
  };
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = fenceEnd(text, at) ?? (newline < 0 ? text.length : newline + 1);
    const line = text.slice(at, next);
    const goesOn = inItem && /^[ \t]/.test(line);
    if (line.trim() === '') afterBlank = true;
    else {
      const isItem = ITEM.test(line);
      const isHeading = HEADING.test(line);
      if (isItem || isHeading || (afterBlank && !goesOn)) {
        close();
        inItem = isItem;
      }
      afterBlank = false;
      if (isHeading) {
        at = next;
        continue;
      }
    }
    block += line;
    at = next;
  }
  close();
  return blocks;
}
