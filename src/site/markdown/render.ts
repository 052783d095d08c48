import type { Kind } from '../../record/kinds.ts';
import { plainText } from '../../record/markdown-plain.ts';
import { stripComments } from '../../record/sections.ts';
import { plainBlocks } from '../../search/plain-blocks.ts';
import { readTextBody } from '../../work/document.ts';
import type { RenderedBody, Rendering } from './body.ts';
import { taskIds } from './boxes.ts';
import { renderParts, type Part } from './parts.ts';
import { newPage } from './state.ts';

/** Renders the text of a record, section by section. */
export async function renderBody(kind: Kind, text: string, rendering: Rendering): Promise<RenderedBody> {
  const body = await readTextBody(kind, text);
  const page = newPage(rendering);
  const sources = body.sections.map((section) => stripComments(section.text));
  const headings = body.sections.map(({ heading }) => plainText(heading) || rendering.words.prose.untitled);
  const parts = body.sections.map((section, i): Part => ({
    source: sources[i] ?? '',
    heading: headings[i] ?? '',
    level: 2,
    section,
  }));
  const intro: Part = { source: stripComments(body.preamble), level: 1 };
  const [first, ...rendered] = await renderParts([intro, ...parts], page, taskIds(kind, body));
  return {
    intro: first?.html ?? '',
    sections: rendered.map(({ id, html }, i) => ({
      key: body.sections[i]?.key,
      heading: shownAs(headings[i] ?? '', body.sections[i]?.key, rendering),
      id,
      html,
      source: (sources[i] ?? '').trim(),
    })),
    plain: plainBlocks(body),
  };
}

/** A heading as canon's own templates write it, or sessions from before it, has a name in each language; its anchor is the same in all. */
function shownAs(heading: string, key: string | undefined, { words }: Rendering): string {
  const { sections } = words.prose;
  return key !== undefined && Object.hasOwn(sections, heading) ? (sections[heading] ?? heading) : heading;
}

/**
 * Renders a short text that stands on a page beside others.
 * @param level of the heading that it stands under
 */
export async function renderText(md: string, rendering: Rendering, level = 2): Promise<string> {
  const [only] = await renderParts([{ source: stripComments(md), level }], newPage(rendering));
  return only?.html ?? '';
}
