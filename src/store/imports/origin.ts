import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import type { Kind } from '../../record/kinds.ts';
import { isRecord } from '../../record/value.ts';

/** What a record says of where it was imported from. */
export interface Origin {
  readonly source: string;
  readonly id: string;
}

/** What a record says of where it came from; undefined where it says nothing. */
export async function originOf(kind: Kind, text: string): Promise<Origin | undefined> {
  const parsed = await parseFrontmatterFully(text, kind);
  const imported = parsed.ok ? parsed.data['imported'] : undefined;
  if (!isRecord(imported)) return undefined;
  return { source: String(imported['source']), id: String(imported['id']) };
}
