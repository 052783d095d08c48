import { CanonError } from '../fault/error.ts';
import { mayConflict } from '../record/conflict-markers.ts';
import { splitDocument } from '../record/document.ts';
import { setValues } from '../record/set-values.ts';
import { readBody } from './document.ts';
import type { Edit } from './edit.ts';
import { editList } from './edit-list.ts';
import { editItem } from './item-edit.ts';
import { withMentions } from './mentions.ts';
import { withLogLines, writtenLines } from './session-log.ts';
import { editTask } from './task-edit.ts';
import { uniteIndex } from './unite-index.ts';

/**
 * Makes an edit in one version of a file and returns the new text. `text` is null where that version has no such
 * file; `base` is the version the edit was planned on. Bytes that the edit does not mean stay as they are, line
 * endings included.
 * @throws CanonError `E_EDIT_NO_FILE`; `E_LOG_EDIT` where the Session Log cannot be found again after the edit (an
 *   unclosed fence or comment swallows it); what `editTask`, `editItem` and `setValues` throw.
 */
export async function applyEdit(edit: Edit, text: string | null, base?: string | null): Promise<string> {
  if (edit.op === 'write') return edit.text;
  if (edit.op === 'index') return text === null ? edit.text : uniteIndex(text, base, edit.text);
  if (text === null) throw new CanonError('E_EDIT_NO_FILE', { data: { op: edit.op } });
  switch (edit.op) {
    case 'set':
      return setValues(text, edit.values);
    case 'list':
      return editList(edit, text);
    case 'log':
      return editLog(edit, text);
    case 'task':
      return editTask(edit, text);
    case 'item':
      return editItem(edit, text);
    case 'replace-id':
      return replaceId(text, edit.from, edit.to);
    case 'mentions':
      return withMentions(text, edit.lines);
  }
}

/** Conflicts that a merge has left in the log are in the way of its lines; those elsewhere are not this edit's. */
const LOG = new Set(['Session Log']);

async function editLog(edit: Extract<Edit, { op: 'log' }>, found: string): Promise<string> {
  const text = mayConflict(found)
    ? await (await import('./merge/repair.ts')).repairRecord(found, LOG)
    : found;
  const { bodyStart, body: source, eol } = splitDocument(text);
  const before = await readBody('workstream', source);
  const edited = withLogLines(before, edit.add, edit.remove, eol);
  if (edited === source) return text;
  const after = new Set(writtenLines(await readBody('workstream', edited)).map((line) => line.id));
  const lost = edit.add.find((line) => !after.has(line.id));
  if (lost) throw new CanonError('E_LOG_EDIT', { data: { id: lost.id } });
  const head = text.slice(0, bodyStart);
  return head + (head === '' || head.endsWith('\n') || head === '\uFEFF' ? '' : eol) + edited;
}

/** An id as a word of its own: not a part of a longer id, in any text, link or path. */
function replaceId(text: string, from: string, to: string): string {
  const word = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w-])${word}(?!\\w|-\\w)`, 'g'), () => to);
}
