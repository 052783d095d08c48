import type { Kind } from '../record/kinds.ts';
import { readWorkState, writeWorkState } from './cache-files.ts';
import type { Place } from './place.ts';
import { rowOrText, settleRows } from './row-file.ts';

/** A file as a commit has it; null where the commit took it away. */
export interface CommittedFile {
  readonly path: string;
  readonly text: string | null;
}

/** What is kept of single rows is read as a whole by every command: beyond this the usual way makes a new table. */
const MOST = 200;

/**
 * Brings the rows that are kept of this work tree along to a commit that canon has made itself, of which it
 * knows every file: the next reader then need not ask git what differs. Does nothing where other rows are kept
 * than those of `from`, and where a record went away (its file may still lie there, which only a look can tell).
 */
export async function followCommit(
  project: Place,
  from: string | null,
  to: string,
  files: readonly CommittedFile[],
): Promise<void> {
  const records = files.flatMap(({ path, text }) => {
    const kind = project.layout.kindOfPath(path);
    return kind ? [{ path, kind, text }] : [];
  });
  if (from === null || records.some(({ text }) => text === null)) return;
  const state = readWorkState(project);
  if (state?.commit !== from || state.delta.length + records.length > MOST) return;
  const delta = new Map(state.delta);
  for (const row of await settleRows(records.map(readText))) delta.set(row.path, row);
  await writeWorkState(project, JSON.stringify({ ...state, commit: to, delta: [...delta] }));
}

const readText = ({ path, kind, text }: { path: string; kind: Kind; text: string | null }) => ({
  path,
  kind,
  ...rowOrText(path, kind, Buffer.from(text ?? '', 'utf8')),
});
