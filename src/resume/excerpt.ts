import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { stripComments } from '../record/markdown-comments.ts';
import { readOutline } from '../record/markdown-outline.ts';
import { sectionText, splitSections } from '../record/sections.ts';
import { quotedLine, quotedText } from './quote.ts';

/** What a session's file says about going on; safe to print. */
export interface Excerpt {
  readonly summary: string | null;
  readonly nextAction: string | null;
  readonly resumePrompt: string | null;
  readonly minutes: number | undefined;
  /** Its `tool_calls_breakdown`, as it stands. */
  readonly breakdown: unknown;
}

/** No dashboard shows more, however much a file holds. */
const LONGEST_PROMPT = 64_000;
const LONGEST_ACTION = 8_000;
const LONGEST_SUMMARY = 1_200;

const NOTHING: Excerpt = {
  summary: null,
  nextAction: null,
  resumePrompt: null,
  minutes: undefined,
  breakdown: undefined,
};

/** Reads the parts of a session that its row does not have. A file that is gone says nothing. */
export async function readExcerpt(
  text: string | undefined,
  rowSummary: string | undefined,
): Promise<Excerpt> {
  const summary = rowSummary === undefined ? null : quotedLine(rowSummary, LONGEST_SUMMARY) || null;
  if (text === undefined) return { ...NOTHING, summary };
  const read = await parseFrontmatterFully(text, 'session');
  const source = read.document.body;
  const body = splitSections('session', source, await readOutline(source));
  const section = (key: string): string => stripComments(sectionText(body, key)).trim();
  const minutes = read.ok ? Number(read.data['duration_minutes'] ?? Number.NaN) : Number.NaN;
  return {
    summary: summary ?? (quotedLine(firstParagraph(section('Summary')), LONGEST_SUMMARY) || null),
    nextAction: quotedText(section('Next Action'), LONGEST_ACTION) || null,
    resumePrompt: quotedText(section('Resume Prompt'), LONGEST_PROMPT) || null,
    minutes: Number.isFinite(minutes) && minutes >= 0 ? minutes : undefined,
    breakdown: read.ok ? read.data['tool_calls_breakdown'] : undefined,
  };
}

const firstParagraph = (text: string): string => text.split(/\n[ \t]*\n/, 1)[0] ?? '';
