import type { NewSection } from '../../record/compose.ts';
import type { Kind } from '../../record/kinds.ts';
import { SECTIONS } from '../../record/sections.ts';
import { boldHeadings } from './bold-headings.ts';
import { closeBlocks } from './close-blocks.ts';
import { demoted } from './demoted.ts';
import { outlineOf, type TopHeading } from './outline-of.ts';
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

/** The headings that stand in none of these parts; both are in the order of the text. */
function outside(
  headings: readonly TopHeading[],
  parts: readonly (readonly [start: number, end: number])[],
): readonly TopHeading[] {
  let at = 0;
  return headings.filter(({ start }) => {
    while ((parts[at]?.[1] ?? Infinity) <= start) at += 1;
    return start < (parts[at]?.[0] ?? Infinity);
  });
}

/** What stood before and behind the title. What is indented behind it must not come to be in a list that ended at it. */
function joined(before: string, behind: string): string {
  const between = before.trim() !== '' && /^\s*\n?[ \t]+\S/.test(behind) ? '\n<!-- -->\n' : '';
  return `${before}\n${between}${behind}`;
}

/** The heading that names the whole text: it stands above all others. */
function titleOf(
  kind: Kind,
  headings: readonly TopHeading[],
  synonyms: Synonyms | undefined,
): TopHeading | undefined {
  const [first, ...rest] = headings;
  if (!first || first.text.trim() === '') return undefined;
  const means = matchSection(kind, first.text, synonyms) !== undefined;
  const above = rest.every(({ level }) => level > first.level);
  // `# Progress` above sections is what the file is called; alone, or beside others of its level, it is a section.
  if (means) return above && rest.length > 0 && first.level === 1 ? first : undefined;
  return first.level === 1 || (above && rest.length > 0) ? first : undefined;
}

/** The headings at which a text is cut: the first two levels, or whatever the highest one is. */
function cutAt(
  kind: Kind,
  headings: readonly TopHeading[],
  synonyms: Synonyms | undefined,
): readonly TopHeading[] {
  const deepest = Math.max(highest(headings), 2);
  const cuts = outermost(
    kind,
    headings.filter(({ level }) => level <= deepest),
    synonyms,
  );
  const [frame, ...inner] = headings;
  if (!frame || cuts.length !== 1 || cuts[0] !== frame || matchSection(kind, frame.text, synonyms))
    return cuts;
  // One heading over all the others is a frame around them, if they are sections.
  const next = highest(inner);
  const sections = inner.filter(({ level }) => level === next);
  return sections.some(({ text }) => matchSection(kind, text, synonyms)) ? [frame, ...sections] : cuts;
}

/**
 * What stands below a heading of the first level that is not the title stays there: `## Done` below `# Tuesday` is not
 * what was done on Monday. One alone that means nothing is a second title; and from a section's name on that stands
 * below another one's, nobody has meant the levels.
 */
function outermost(
  kind: Kind,
  cuts: readonly TopHeading[],
  synonyms: Synonyms | undefined,
): readonly TopHeading[] {
  const tops = cuts.filter(({ level }) => level === 1);
  const means = ({ text }: TopHeading): boolean => matchSection(kind, text, synonyms) !== undefined;
  if (tops.length === 1 && tops[0] === cuts[0] && tops[0] && !means(tops[0])) return cuts;
  let inside: 'title' | 'section' | 'other' = 'title';
  return cuts.filter((cut) => {
    if (cut.level === 1) inside = means(cut) ? 'section' : 'other';
    else if (inside === 'section' && matchSection(kind, cut.text, synonyms)?.visible === false)
      inside = 'title';
    return cut.level === 1 || inside === 'title';
  });
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

function highest(headings: readonly TopHeading[]): number {
  let level = 6;
  for (const heading of headings) level = Math.min(level, heading.level);
  return level;
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
