import type { NewSection } from '../../record/compose.ts';
import type { Kind } from '../../record/kinds.ts';
import { SECTIONS } from '../../record/sections.ts';
import { boldHeadings } from './bold-headings.ts';
import { closeBlocks } from './close-blocks.ts';
import { demoted } from './demoted.ts';
import { outlineOf, type TopHeading } from './outline-of.ts';
import { cutAt, highest, outside, titleOf } from './section-cuts.ts';
import { matchSection, type SectionMatch, type Synonyms } from './section-synonyms.ts';

/** A text cut into the sections of a kind. */
export interface CutText {
  /** The heading that names the whole, as written; none where the first heading is a section's. */
  readonly title?: string;
  /** In the order of the kind; what no section is meant by stands after the known ones, before See Also. */
  readonly sections: readonly NewSection[];
}

/**
 * Cuts a Markdown text into the sections of a kind. Headings that mean one (in English, Russian, by `synonyms`) become
 * it; all others stay. No word is lost: what a heading was called stands in a comment where the section's name says the
 * same, and as a heading within where it says more.
 * @param whole parts that stay whole, whatever headings stand in them; there, none is above the third level
 */
export function cutSections(
  kind: Kind,
  body: string,
  synonyms?: Synonyms,
  whole: readonly (readonly [start: number, end: number])[] = [],
): CutText {
  const outline = outside(outlineOf(body), whole);
  const only = outline.length > 1 || (outline[0] && outline[0].level !== 1) ? undefined : outline;
  // Some write `**Next Steps:**` where others have a heading.
  const bold = only ? boldHeadings(kind, body, synonyms) : [];
  const headings =
    bold.length > 0 && only
      ? [...only.filter(({ start }) => start <= (bold[0]?.start ?? 0)), ...bold]
      : outline;
  const title = titleOf(kind, headings, synonyms);
  const cuts = cutAt(kind, title === undefined ? headings : headings.slice(1), synonyms);
  const first = cuts[0]?.start ?? body.length;
  const preamble = title
    ? joined(body.slice(0, title.start), body.slice(title.end, first))
    : body.slice(0, first);

  const known = new Map<string, string[]>();
  const others: NewSection[] = [];
  const add = (section: string, text: string): void => {
    const texts = known.get(section);
    if (texts) texts.push(text);
    else known.set(section, [text]);
  };
  const lead = cuts.length > 0 ? withoutBreak(preamble) : closeBlocks(withoutLead(preamble));
  // A comment says nothing to a reader: it stands below the heading that it stood above.
  const note = cuts.length > 0 && /^(?:<!--(?:(?!-->)[^])*-->\s*)+$/.test(lead) ? `${lead}\n\n` : '';
  if (lead !== '' && note === '') add(sectionOfLead(kind, lead), lead);
  let at = 0;
  for (const [i, heading] of cuts.entries()) {
    const next = cuts[i + 1];
    const inner: TopHeading[] = [];
    for (let one = outline[at]; one && one.start < (next?.start ?? body.length); one = outline[(at += 1)]) {
      if (one.start >= heading.end) inner.push(one);
    }
    const own = withoutLead(lowered(body, heading, next?.start ?? body.length, inner));
    const raw = (i === 0 ? note : '') + own;
    // Only the last one can have a block that nothing ends, and it need not stay the last.
    const text = next ? withoutBreak(raw) : closeBlocks(withoutLead(raw));
    const match = matchSection(kind, heading.text, synonyms);
    if (match) add(match.section, named(heading, match, text, known.has(match.section)));
    else others.push({ heading: heading.text, text: text === '' ? '<!-- -->' : text });
  }
  const sections: NewSection[] = [];
  for (const section of SECTIONS[kind]) {
    if (section === 'See Also') for (const other of others.splice(0)) sections.push(other);
    const texts = known.get(section);
    if (texts) sections.push({ heading: section, text: texts.filter(Boolean).join('\n\n') || '<!-- -->' });
  }
  for (const other of others) sections.push(other);
  return title ? { title: title.text, sections } : { sections };
}

/** What stood before and behind the title. What is indented behind it must not come to be in a list that ended at it. */
function joined(before: string, behind: string): string {
  const between = before.trim() !== '' && /^\s*\n?[ \t]+\S/.test(behind) ? '\n<!-- -->\n' : '';
  return `${before}\n${between}${behind}`;
}

/** What stands below a heading, with headings in it that would end the section a level deeper. */
function lowered(
  body: string,
  { level, end }: TopHeading,
  next: number,
  inner: readonly TopHeading[],
): string {
  const text = body.slice(end, next);
  if (level > 1 || highest(inner) > 2) return text;
  return demoted(
    text,
    1,
    inner.map((one) => ({ ...one, start: one.start - end, end: one.end - end })),
  );
}

/** A section's text with what its heading was called. */
function named(heading: TopHeading, match: SectionMatch, text: string, further: boolean): string {
  if (heading.text === match.section && !further) return text;
  const visible = match.visible || further || /--|[<>[\]`]/.test(heading.text);
  const name = visible ? `### ${heading.text}` : `<!-- ${heading.text} -->`;
  return text === '' ? name : `${name}\n\n${text}`;
}

/** Where the text before the first heading belongs. */
function sectionOfLead(kind: Kind, text: string): string {
  if (kind !== 'session') return SECTIONS[kind][0] ?? '';
  const short =
    text.length <= 500 && !/\n[ \t]*\r?\n/.test(text) && !/^\s*(?:[-*+>|]|\d+[.)]|```|~~~)/m.test(text);
  return short ? 'Summary' : 'What I Did';
}

const withoutLead = (text: string): string => text.replace(/^(?:[ \t]*\r?\n)+/, '');

/** The rules that people draw between sections are no text: the headings are there. (`___` counts as a word.) */
function withoutBreak(text: string): string {
  let rest = withoutLead(text).trimEnd();
  for (;;) {
    const last = rest.slice(rest.lastIndexOf('\n') + 1);
    const before = rest.slice(0, rest.length - last.length);
    if (!/^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})\r?$/.test(last)) return rest;
    if (before !== '' && !/\n[ \t]*\r?\n$/.test(before)) return rest;
    rest = before.trimEnd();
  }
}
