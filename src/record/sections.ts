import type { Heading, ListItem, Outline } from './markdown-outline.ts';
import type { Kind } from './kinds.ts';

/** The sections of each kind, in their order in the file. */
export const SECTIONS: Readonly<Record<Kind, readonly string[]>> = {
  session: [
    'Summary',
    'Next Action',
    'Waiting On',
    'What I Did',
    'Decisions Made',
    'Ruled Out',
    'Verification',
    'For Future Me',
    'Learnings',
    'Open Questions',
    'Resume Prompt',
    'See Also',
  ],
  workstream: ['Goal', 'Tasks', "What's Next", 'Key Context', 'Session Log'],
  plan: ['Goal', 'Success Criteria', 'Locked Decisions', 'Approach', 'Phases', 'Risks', 'Open Questions'],
  adr: ['Context', 'Decision', 'Alternatives Considered', 'Consequences'],
  learning: ['What', 'Why It Matters', 'How To Apply'],
};

/** What sections were called before canon. */
export const LEGACY_NAMES: Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>> = {
  session: { Changes: 'What I Did', Decisions: 'Decisions Made' },
};

/** One section of a body: a heading of the second level and what stands under it. */
export interface Section {
  /** The heading as written, without the marks. */
  readonly heading: string;
  /** The kind's own name for it; undefined where the kind knows no such section. */
  readonly key: string | undefined;
  /** 2; 1 for a further heading of the first level, which ends a section just as well. */
  readonly level: 1 | 2;
  /** What stands under the heading, as it is. */
  readonly text: string;
  /** Offset of the heading. */
  readonly start: number;
  /** Offset of `text`. */
  readonly contentStart: number;
  /** Offset behind `text`. */
  readonly end: number;
  /** 1-based line of the heading in the body. */
  readonly line: number;
  /** The list items that stand at the top level in it, their offsets and lines those of the body. */
  readonly items: readonly ListItem[];
}

/** A body cut at its headings. Preamble, title and sections together are the whole body. */
export interface Body {
  readonly kind: Kind;
  readonly source: string;
  /** The first heading of the first level, unless it is the name of a section. */
  readonly title: Heading | undefined;
  /** What stands before the first section, the title not counted. */
  readonly preamble: string;
  readonly sections: readonly Section[];
}

const NAMES = new Map<Kind, ReadonlyMap<string, string>>();

const NAME_LIKE = /^[*_\s]*[A-Za-z][A-Za-z'’\s]*[:.*_\s]*$/;

const fold = (name: string): string =>
  name.replaceAll('’', "'").replace(/\s+/g, ' ').trim().replace(/[:.]$/, '').toLowerCase();

function namesOf(kind: Kind): ReadonlyMap<string, string> {
  const known = NAMES.get(kind);
  if (known) return known;
  const names = new Map<string, string>();
  for (const [called, name] of [
    ...SECTIONS[kind].map((name) => [name, name] as const),
    ...Object.entries(LEGACY_NAMES[kind] ?? {}),
  ]) {
    // As written too: most headings need no folding.
    names.set(called, name).set(fold(called), name);
  }
  NAMES.set(kind, names);
  return names;
}

/** The kind's own name of a section, whatever the case of the heading; legacy names are known. */
export function sectionKey(kind: Kind, heading: string): string | undefined {
  const exact = namesOf(kind).get(heading);
  if (exact !== undefined) return exact;
  // Most other headings are titles; names are short and have letters only.
  if (heading.length > 60 || !NAME_LIKE.test(heading)) return undefined;
  return namesOf(kind).get(fold(heading.replace(/[*_]/g, '')));
}

/** Cuts a body at its headings of the first two levels. */
export function splitSections(kind: Kind, source: string, outline: Outline): Body {
  const heads: Heading[] = [];
  let title: Heading | undefined;
  for (const heading of outline.headings) {
    if (heading.level > 2) continue;
    if (heading.level === 1 && !title && heads.length === 0 && sectionKey(kind, heading.text) === undefined) {
      title = heading;
    } else heads.push(heading);
  }
  let item = 0;
  const sections = heads.map((heading, i): Section => {
    const end = heads[i + 1]?.start ?? source.length;
    const key = sectionKey(kind, heading.text);
    const { items } = outline;
    while ((items[item]?.start ?? end) < heading.end) item++;
    const firstItem = item;
    while ((items[item]?.start ?? end) < end) item++;
    return {
      heading: heading.text,
      key,
      level: heading.level === 1 ? 1 : 2,
      text: source.slice(heading.end, end),
      start: heading.start,
      contentStart: heading.end,
      end,
      line: heading.line,
      items: items.slice(firstItem, item),
    };
  });
  const first = heads[0]?.start ?? source.length;
  const preamble = title
    ? source.slice(0, title.start) + source.slice(title.end, first)
    : source.slice(0, first);
  return { kind, source, title, preamble, sections };
}

/** The first section of that name (a kind's own name). */
export function findSection(body: Body, key: string): Section | undefined {
  return body.sections.find((section) => section.key === key);
}

/** What a body says under one name, comments included; sections of one name one after the other. */
export function sectionText(body: Body, key: string): string {
  return body.sections
    .filter((section) => section.key === key)
    .map((section) => section.text)
    .join('\n');
}

export { isEmptyText, stripComments } from './markdown-comments.ts';
