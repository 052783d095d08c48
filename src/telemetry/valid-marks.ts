import { parseSessionId } from '../record/ids.ts';
import type { Project } from '../store/project.ts';
import { onAnyBranch, sessionText } from '../store/record-places.ts';
import type { Mark } from './calls.ts';

/**
 * Of the records that a session's journal has marks of, those that are there and name the session: a handoff that
 * was refused or killed left a mark of no record, and its id may have become somebody else's. What stands on
 * another branch only is taken at its word.
 */
export async function recordsOf(
  project: Pick<Project, 'root' | 'top' | 'repo' | 'prefix' | 'config'>,
  session: string,
  marks: readonly Mark[],
): Promise<Set<string>> {
  const ids = [...new Set(marks.map(({ record }) => record))].filter(
    (id) => parseSessionId(id) !== undefined,
  );
  const texts = await Promise.all(ids.map((id) => sessionText(project, id)));
  const valid = new Set(ids.filter((_, at) => texts[at] !== undefined && names(texts[at] ?? '', session)));
  const gone = ids.filter((_, at) => texts[at] === undefined);
  for (const id of await onAnyBranch(project, gone)) valid.add(id);
  return valid;
}

/** Whether a record's frontmatter has the host session among its own. */
function names(text: string, session: string): boolean {
  const end = text.indexOf('\n---', 3);
  const lines = /^host_sessions:.*(?:\r?\n[ -].*)*/m.exec(end < 0 ? text : text.slice(0, end));
  return lines?.[0].includes(session) === true;
}
