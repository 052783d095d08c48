import MarkdownIt from 'markdown-it';
import type { Kind } from '../../record/kinds.ts';
import { plainText } from '../../record/markdown-plain.ts';
import { stripComments } from '../../record/sections.ts';
import { readRecordText } from '../../work/document.ts';
import type { RenderedBody, Resolver } from './body.ts';

const markdown = new MarkdownIt({ html: false, linkify: true });

/** Renders the text of a record, section by section. */
export async function renderBody(kind: Kind, text: string, _resolver: Resolver): Promise<RenderedBody> {
  const { body } = await readRecordText(kind, text);
  const html = (source: string): string => markdown.render(stripComments(source));
  return {
    intro: html(body.preamble),
    sections: body.sections.map(({ key, heading, text: source }, at) => ({
      key,
      heading: plainText(heading),
      id: `s${at + 1}`,
      html: html(source),
      source,
    })),
  };
}
