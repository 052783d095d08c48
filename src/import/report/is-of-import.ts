import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import type { Kind } from '../../record/kinds.ts';
import { sameValue } from '../../record/value.ts';
import { originOf } from '../../store/imports/origin.ts';
import type { ReportItem, SourceName } from '../../store/imports/report.ts';

/**
 * Whether a record itself says that it was made of this. A report is a file that any branch can edit: what it calls its
 * own may be somebody's handoff, and a hash is no proof, for everybody can compute it.
 */
export async function isOfImport(
  kind: Kind,
  text: string,
  source: SourceName,
  { id }: Pick<ReportItem, 'id'>,
): Promise<boolean> {
  const origin = await originOf(kind, text);
  if (origin?.source !== source) return false;
  // A handoff may have been renamed since: its report follows it, its record keeps the name that it had.
  return source === 'handoffs' || origin.id === id;
}

/**
 * Whether a record may become the text again that it was made of where it is. One that had an `imported` of its own says
 * nothing of this import: then no more than keys may have come to it.
 */
export async function isMadeOf(kind: Kind, text: string, before: string): Promise<boolean> {
  const [now, old] = [await keysOf(kind, text), await keysOf(kind, before)];
  return now.imported !== undefined && sameValue(now.imported, old.imported) && now.body === old.body;
}

async function keysOf(kind: Kind, text: string): Promise<{ imported: unknown; body: string }> {
  const parsed = await parseFrontmatterFully(text, kind);
  const body = parsed.document.body.replaceAll('\r\n', '\n');
  return { imported: parsed.ok ? parsed.data['imported'] : undefined, body };
}
