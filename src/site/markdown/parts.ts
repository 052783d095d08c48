import type { StateCore, Token } from 'markdown-it';
import type { Section } from '../../record/sections.ts';
import { markAlerts } from './alerts.ts';
import { markEntries } from './boxes.ts';
import { fenceLanguage } from './code-block.ts';
import { noteList, takeNotes, waysBack } from './footnotes.ts';
import { placeHeadings } from './headings.ts';
import { isShort } from './highlight.ts';
import { languageOf } from './languages.ts';
import { decideLinks } from './links.ts';
import { MAX_NESTING, parser } from './parser.ts';
import { isLaidOut, LONGEST_TEXT, plainBlock } from './plain.ts';
import { anchorOf, uniqueId } from './slug.ts';
import type { PageEnv, PageState } from './state.ts';
import { alignTables } from './tables.ts';

/** A text that is rendered beside others of its page: link definitions and footnotes of one hold in all. */
export interface Part {
  /** Without comments. */
  readonly source: string;
  /** Its heading, where that stands on the page; it gets the first anchor. */
  readonly heading?: string;
  /** The level of the heading above it. */
  readonly level: number;
  readonly section?: Section;
}

/** A part, rendered. */
export interface RenderedPart {
  /** The anchor of its heading. */
  readonly id: string;
  readonly html: string;
}

/** Renders the parts of one page. */
export async function renderParts(
  parts: readonly Part[],
  page: PageState,
  entries: ReadonlyMap<number, string> = new Map(),
): Promise<RenderedPart[]> {
  const env: PageEnv = { page };
  const isSound = parts.reduce((sum, { source }) => sum + source.length, 0) <= LONGEST_TEXT;
  const states = parts.map(({ source }) => blocksOf(isSound && isLaidOut(source) ? source : '', env));
  const isDeep = states.map(({ tokens }) => tokens.some(({ level }) => level >= MAX_NESTING - 1));
  const notes = takeNotes(states);
  const rendered: RenderedPart[] = [];
  let listed = 0;
  for (const [i, part] of parts.entries()) {
    const id = part.heading === undefined ? '' : uniqueId(page.ids, anchorOf(part.heading));
    const state = states[i] as StateCore;
    if (!isSound || isDeep[i] === true || !isLaidOut(part.source)) {
      rendered.push({ id, html: part.source.trim() === '' ? '' : plainBlock(part.source, page) });
      continue;
    }
    const shape = (tokens: Token[]): Token[] => shaped(withInline(tokens, env), page, part, entries);
    const own = shape(state.tokens);
    const list = noteList(env, notes, listed, shape);
    listed = env.footnotes?.list?.length ?? 0;
    const tokens = waysBack([...own, ...list], env);
    await prepareCode(tokens, page);
    rendered.push({ id, html: parser.renderer.render(tokens, parser.options, env) });
  }
  return rendered;
}

function blocksOf(source: string, env: PageEnv): StateCore {
  const state = new parser.core.State(source.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD'), parser, env);
  parser.block.parse(state.src, parser, env, state.tokens);
  return state;
}

function withInline(tokens: Token[], env: PageEnv): Token[] {
  const state = new parser.core.State('', parser, env);
  state.tokens = tokens;
  parser.core.process(state);
  return state.tokens;
}

function shaped(
  tokens: readonly Token[],
  page: PageState,
  { level, section }: Part,
  entries: ReadonlyMap<number, string>,
): Token[] {
  const marked = markAlerts(tokens);
  alignTables(marked);
  markEntries(marked, section, entries, page);
  for (const one of marked)
    if (one.type === 'inline' && one.children) one.children = decideLinks(one.children, page);
  return placeHeadings(marked, page, level);
}

async function prepareCode(tokens: readonly Token[], page: PageState): Promise<void> {
  for (const one of tokens) {
    if (one.type !== 'fence') continue;
    const language = languageOf(fenceLanguage(one));
    if (language === undefined || !isShort(one.content, language) || one.content.length > page.colours)
      continue;
    // Counted whether or not it is known how the code looks: every build comes to the same.
    page.colours -= one.content.length;
    one.meta = { language };
    await page.code.prepare(one.content, language);
  }
}
