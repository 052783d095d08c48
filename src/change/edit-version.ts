import { applyEdit } from '../work/apply-edit.ts';
import type { TextEdit } from './plan.ts';

/** The edits made one after the other. `base` is the committed version before them. */
export async function editAll(
  edits: readonly TextEdit[],
  start: string | null,
  base: string | null,
): Promise<string | null> {
  let text = start;
  for (const edit of edits) text = edit.op === 'remove' ? null : await applyEdit(edit, text, base);
  return text;
}

/** What became of a version: its new text (null: it goes away), or why it stays as it is. */
export type Edited = { readonly text: string | null } | { readonly why: 'edited' | 'unreadable' };

/**
 * The same edits in another version of the file, the index's or the work tree's: the committed text where
 * it is as committed, else the structural edit in what somebody made of it. A file that is to be replaced
 * or removed whole, and that somebody has edited, is theirs.
 */
export async function editVersion(
  edits: readonly TextEdit[],
  mine: string,
  old: string | null,
  next: string | null,
): Promise<Edited> {
  if (mine === old || mine === next) return { text: next };
  // A work tree with CRLF line ends of a file committed with LF is no edit of it.
  if (
    old !== null &&
    mine.includes('\r\n') &&
    !old.includes('\r\n') &&
    mine.replaceAll('\r\n', '\n') === old
  ) {
    return { text: next?.replaceAll(/\r?\n/g, '\r\n') ?? null };
  }
  if (edits.some(({ op }) => op === 'write' || op === 'remove')) return { why: 'edited' };
  try {
    return { text: await editAll(edits, mine, old) };
  } catch {
    return { why: 'unreadable' };
  }
}
