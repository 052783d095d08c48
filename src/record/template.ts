import { composeRecord, type NewSection } from './compose.ts';
import type { Kind } from './kinds.ts';

/** The kinds that are begun from a template. A session is written by its handoff. */
export type NewKind = Exclude<Kind, 'session'>;

/** The state in which a record begins. */
export const FIRST_STATUS: Readonly<Record<NewKind, string>> = {
  plan: 'draft',
  workstream: 'draft',
  adr: 'proposed',
  learning: 'active',
};

type Guidance = readonly (readonly [heading: string, guidance: string])[];

// Sections in the order of the kind. A Session Log is derived: a template has none.
const GUIDANCE: Readonly<Record<NewKind, Guidance>> = {
  plan: [
    ['Goal', 'What changes for whom, and why now. Three sentences at most.'],
    ['Success Criteria', 'What one can check: a command, a number, something to be seen.'],
    ['Locked Decisions', 'What is settled, with its reason and what lost against it.'],
    ['Approach', 'How, with the files and interfaces it touches.'],
    ['Phases', 'In order, each small enough for a session or two, each with something to show.'],
    ['Risks', 'What may go wrong, how one would notice, what then.'],
    ['Open Questions', 'A list: "- [ ] @slug: question" says who has to answer.'],
  ],
  workstream: [
    ['Goal', 'What is true when it is done, and how anyone can tell.'],
    ['Tasks', 'One line each: "- [ ] P0. What can be shown when it is done".'],
    ["What's Next", 'Where to go on, and what to read first.'],
    ['Key Context', 'What a newcomer has to know: files, decisions, constraints.'],
  ],
  adr: [
    ['Context', 'What made a decision necessary, and what is given.'],
    ['Decision', 'What is decided, in the present tense.'],
    ['Alternatives Considered', 'What else there was, and why it lost.'],
    ['Consequences', 'What becomes easier, what becomes harder, what has to follow.'],
  ],
  learning: [
    ['What', 'What is so, in a few sentences that a newcomer understands.'],
    ['Why It Matters', 'What it costs not to know it.'],
    ['How To Apply', 'What to do, or not to do, from now on.'],
  ],
};

/** What is known of a new record besides its kind. */
export interface NewRecord {
  readonly id: string;
  /** On one line. */
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly owner?: string | undefined;
  readonly plan?: string | undefined;
  readonly priority?: string | undefined;
  /** The session that a learning comes from. */
  readonly source?: string | undefined;
  /** Text that is there already, by section; the guidance stays above it. */
  readonly material?: ReadonlyMap<string, string> | undefined;
}

/** A new record of a kind: its frontmatter, and its sections with guidance as comments, which are no content. */
export function fromTemplate(kind: NewKind, record: NewRecord): string {
  const { id, title, date, owner, plan, priority, source, material } = record;
  const isOwned = kind === 'plan' || kind === 'workstream';
  const data = {
    title,
    status: FIRST_STATUS[kind],
    ...(isOwned ? { owner, priority } : {}),
    ...(kind === 'workstream' ? { plan } : {}),
    ...(kind === 'adr' ? { date, ...(owner === undefined ? {} : { deciders: [owner] }) } : { created: date }),
    ...(kind === 'learning' ? { source } : {}),
    kind,
    id,
  };
  const sections = GUIDANCE[kind].map(([heading, guidance]): NewSection => {
    const said = material?.get(heading)?.trim() ?? '';
    return { heading, text: `<!-- ${guidance} -->${said === '' ? '' : `\n\n${said}`}` };
  });
  return composeRecord(kind, data, sections);
}
