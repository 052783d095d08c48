import { CanonError } from '../fault/error.ts';
import { stripComments } from '../record/markdown-comments.ts';
import type { DraftText } from './draft-source.ts';
import type { DraftData, LineOf, RawDraft } from './draft-keys.ts';
import { readMarkdownDraft } from './draft-markdown.ts';
import { knownName } from './section-names.ts';

/** A part of a draft under one heading. */
export interface DraftSection {
  /** As the record writes it: canon's own spelling where the name is known. */
  readonly heading: string;
  readonly known: boolean;
  /** Markdown without comments and without blank lines around it. Never empty. */
  readonly text: string;
}

/** What the author says of a session; everything else about it comes from the machine. */
export interface Draft extends DraftData {
  /** What to call it in messages. */
  readonly name: string;
  readonly lineOf: LineOf;
  readonly sections: readonly DraftSection[];
  /** The whole draft, where lines of it can be named. */
  readonly source?: string;
}

/**
 * Reads a draft: JSON where the file is named so or the text begins with a brace, Markdown otherwise.
 * A correction may set keys alone; any other draft has to say something.
 * Parts with the same known name are joined in their order; comments (a template's guidance) are left out.
 * @throws E_DRAFT_JSON, E_DRAFT_KIND, E_DRAFT_TYPE, E_DRAFT_EMPTY, E_FRONTMATTER_SYNTAX, each with its line
 */
export async function parseDraft({ name, text }: DraftText, correction = false): Promise<Draft> {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const json = /\.json$/i.test(name) || (!/\.(?:md|markdown)$/i.test(name) && /^\s*\{/.test(clean));
  const raw = json
    ? (await import('./draft-json.ts')).readJsonDraft(clean, name)
    : await readMarkdownDraft(clean, name);
  const sections = joinSections(raw.sections);
  const { title, summary } = raw.data;
  const says = correction ? Object.keys(raw.data).length > 0 : title !== undefined || summary !== undefined;
  if (sections.length === 0 && !says) {
    throw new CanonError('E_DRAFT_EMPTY', { path: name, line: 1 });
  }
  return { ...raw, name, sections, source: clean };
}

/** A draft made of one line. */
export function quickDraft(line: string): Draft {
  const title = line.replace(/\s+/g, ' ').trim();
  if (title === '') throw new CanonError('E_QUICK_EMPTY');
  return { name: '--quick', data: { title }, ignored: [], sections: [], lineOf: () => undefined };
}

function joinSections(raw: RawDraft['sections']): DraftSection[] {
  const sections = new Map<string, DraftSection>();
  for (const [at, { heading, text }] of raw.entries()) {
    const content = trimBlankLines(stripComments(text));
    if (content === '') continue;
    const name = knownName(heading);
    const key = name ?? `\0${at}`;
    const before = sections.get(key);
    sections.set(key, {
      heading: name ?? heading,
      known: name !== undefined,
      text: before ? `${before.text}\n\n${content}` : content,
    });
  }
  return [...sections.values()];
}

/** Without blank lines at either end; the first line keeps its indentation, which may make it code. */
const trimBlankLines = (text: string): string => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
