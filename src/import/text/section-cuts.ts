import type { Kind } from '../../record/kinds.ts';
import type { TopHeading } from './outline-of.ts';
import { matchSection, type Synonyms } from './section-synonyms.ts';

// Which of a text's headings names the whole, and at which of them it is cut.

/** The headings that stand in none of these parts; both are in the order of the text. */
export function outside(
  headings: readonly TopHeading[],
  parts: readonly (readonly [start: number, end: number])[],
): readonly TopHeading[] {
  let at = 0;
  return headings.filter(({ start }) => {
    while ((parts[at]?.[1] ?? Infinity) <= start) at += 1;
    return start < (parts[at]?.[0] ?? Infinity);
  });
}

/** The heading that names the whole text: it stands above all others. */
export function titleOf(
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
export function cutAt(
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

/** The least level of some headings. */
export function highest(headings: readonly TopHeading[]): number {
  let level = 6;
  for (const heading of headings) level = Math.min(level, heading.level);
  return level;
}
