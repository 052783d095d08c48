import type { Objects } from '../../git/objects.ts';
import { setValues } from '../../record/set-values.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { type Mention, mentionsIn, ownText, recordLines, type Renaming } from '../../work/mentions.ts';
import type { Row } from '../../work/row.ts';
import { toRow, toRowFully } from '../../work/to-row.ts';
import { textOf } from '../project.ts';
import { linesThere, type Sides } from './sides.ts';

/** The record with its new id, and then with the old one as an alias. */
export async function renumbered(
  text: string,
  row: Row,
  renaming: Renaming,
): Promise<{ readonly named: string; readonly after: string }> {
  const hasId = recordLines(text).some(({ key, text: line }) => key === 'id' && line.startsWith('id'));
  const id = { key: 'id', value: renaming.to };
  const named = await setValues(ownText(text, renaming), hasId ? [id] : [], row.kind);
  const aliases = [...new Set([...(row.aliases ?? []), row.id])].filter((alias) => alias !== renaming.to);
  return { named, after: await setValues(named, [{ key: 'aliases', value: aliases }], row.kind) };
}

/** What tells of a line which of two records it means. */
export interface Whose {
  readonly project: Project;
  readonly objects: Objects;
  readonly renaming: Renaming;
  readonly sides: Sides;
}

/** The lines of a file that speak of the id. */
export interface Found {
  /** Those that mean the record, as they are to be replaced in every version. */
  readonly ours: readonly Mention[];
  /** Where those stand in the work tree, and where others do of which nobody can tell. */
  readonly lines: readonly number[];
  readonly unclear: readonly number[];
}

const NOTHING: Found = { ours: [], lines: [], unclear: [] };

/** The lines of a file that mean the record, in any of its versions. */
export async function mentionsOf(
  { project, objects, renaming, sides }: Whose,
  file: Pick<Row, 'path' | 'kind'> & { readonly isOther: boolean },
  isDirty: boolean,
): Promise<Found> {
  const work = await readRecord(project, file.path).catch(() => undefined);
  const versions = work === undefined ? [] : [work];
  if (isDirty) {
    // A line that somebody has changed since stands in HEAD or in the index all the same.
    for (const spec of ['HEAD:', ':']) {
      const object = await objects.get(`${spec}${project.prefix}${file.path}`);
      const text = object?.type === 'blob' ? textOf(object.bytes) : undefined;
      if (text !== undefined) versions.push(text);
    }
  }
  const mentions = versions.flatMap((text) =>
    mentionsIn(recordLines(text), file.kind, file.path, renaming).map((one) => ({
      ...one,
      here: text === work,
    })),
  );
  if (mentions.length === 0) return NOTHING;
  const text = versions[0] ?? '';
  const row = toRow(file.path, file.kind, text) ?? (await toRowFully(file.path, file.kind, text));
  const [theirs, ours] = await Promise.all([
    linesThere(project, objects, sides.theirs, row),
    linesThere(project, objects, sides.ours ?? [], row),
  ]);
  const has = (texts: readonly string[]): ReadonlySet<string> =>
    new Set(texts.flatMap((text) => recordLines(text).map(({ key, text: line }) => `${key}\0${line}`)));
  const [hasTheirs, hasOurs] = [has(theirs), has(ours)];
  const own = new Map<string, Mention>();
  const lines: number[] = [];
  const unclear: number[] = [];
  for (const { key, before, after, line, here, linked } of mentions) {
    const name = `${key}\0${before}`;
    // Where both are here, each has a file of its own: a link says which one it means.
    const isLinked = linked && sides.ours !== undefined && sides.onePath !== true;
    if ((hasTheirs.has(name) || file.isOther) && !isLinked) continue;
    if (sides.ours === undefined || hasOurs.has(name) || isLinked) {
      own.set(name, { key, before, after });
      if (here) lines.push(line);
    } else if (here) unclear.push(line);
  }
  return { ours: [...own.values()], lines, unclear };
}
