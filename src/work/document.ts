import { splitDocument } from '../record/document.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import type { Parsed, Unparsed } from '../record/frontmatter.ts';
import type { Kind } from '../record/kinds.ts';
import { readOutline, scanOutline } from '../record/markdown-outline.ts';
import { splitSections } from '../record/sections.ts';
import type { Body } from '../record/sections.ts';

/** A record read whole: frontmatter and the body cut into sections. */
export interface RecordText {
  readonly frontmatter: Parsed | Unparsed;
  readonly body: Body;
}

/** The body of a record as sections, at once; `undefined` where the narrow scanner declines. */
export function scanBody(kind: Kind, body: string): Body | undefined {
  const outline = scanOutline(body);
  return outline && splitSections(kind, body, outline);
}

/** The body of a record as sections, whatever Markdown it is. */
export async function readBody(kind: Kind, body: string): Promise<Body> {
  return scanBody(kind, body) ?? splitSections(kind, body, await readOutline(body));
}

/** The body alone of any record, for whoever asks nothing of its frontmatter: reading that takes longer. */
export const readTextBody = (kind: Kind, text: string): Promise<Body> =>
  readBody(kind, splitDocument(text).body);

/** Reads any record. A frontmatter that does not parse is told in `frontmatter.fault`. */
export async function readRecordText(kind: Kind, text: string): Promise<RecordText> {
  const frontmatter = await parseFrontmatterFully(text, kind);
  return { frontmatter, body: await readBody(kind, frontmatter.document.body) };
}
