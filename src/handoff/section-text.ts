import { CanonError } from '../fault/error.ts';
import { readOutline } from '../record/markdown-outline.ts';

const END = 'end of the section';
const FENCE = /^ {0,3}(`{3,}|~{3,})/gm;

/**
 * A section's text as it can stand between others: headings in it are below the section's own, and nothing
 * that it opens runs on into the next section. A code fence that was left open is closed.
 * @throws E_DRAFT_OPEN_BLOCK where something else stays open (`<script>`, `<pre>`)
 */
export async function containedText(text: string, heading: string, draft: string): Promise<string> {
  const closed = (await ends(text)) ? text : await closeFence(text);
  if (closed === undefined) throw new CanonError('E_DRAFT_OPEN_BLOCK', { path: draft, data: { heading } });
  return lowerHeadings(closed);
}

async function ends(text: string): Promise<boolean> {
  const { headings } = await readOutline(`${text}\n\n## ${END}\n`);
  return headings.at(-1)?.text === END;
}

async function closeFence(text: string): Promise<string | undefined> {
  const marks = [...text.matchAll(FENCE)].map((match) => match[1] ?? '');
  for (const mark of new Set(marks.reverse())) {
    const closed = `${text}\n${mark}`;
    if (await ends(closed)) return closed;
  }
  return undefined;
}

/** Headings of the first two levels would be sections of the record; they become the third and deeper. */
async function lowerHeadings(text: string): Promise<string> {
  const { headings } = await readOutline(text);
  const highest = Math.min(...headings.map(({ level }) => level));
  if (highest > 2) return text;
  let out = '';
  let from = 0;
  for (const { level, text: words, start, end } of headings) {
    const marks = '#'.repeat(Math.min(6, level + 3 - highest));
    out += `${text.slice(from, start)}${marks} ${words}${text.slice(start, end).endsWith('\n') ? '\n' : ''}`;
    from = end;
  }
  return out + text.slice(from);
}
