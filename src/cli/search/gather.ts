import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { SearchText } from '../../search/document.ts';
import type { Searchable } from '../../search/find.ts';
import { groupsOf } from '../../search/groups.ts';
import { wordCounter } from '../../search/count-words.ts';
import { indexOf } from '../../search/index-of.ts';
import { docsOf, searchText } from '../../search/to-doc.ts';
import type { Words } from '../../search/words.ts';
import { fileStamp, isSettled } from '../../store/file-stamp.ts';
import { look } from '../../store/look.ts';
import type { Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import type { Row } from '../../work/row.ts';
import { type KeptWords, readKeptWords, writeKeptWords } from './kept-words.ts';
import { readBodyOf } from './texts.ts';

/** Everything that can be searched here. */
export interface Gathered extends Searchable {
  /** In the order of the documents. */
  readonly rows: readonly Row[];
  /** Every stem that there is; one that several groups have comes several times. */
  readonly terms: () => string[];
}

/** Gathers the words of all records. Those of files that have not changed since the last search are at hand. */
export async function gather(project: Project): Promise<Gathered> {
  const seen = await look(project);
  const all = (await readRows(project, seen)).all().filter(({ stub }) => stub !== true);
  const kept = readKeptWords(project);
  const next: KeptWords = new Map();
  const parts: Words[] = [];
  const groups = groupsOf(all);
  const wordsOf = wordCounter();
  for (const group of groups) {
    const { key, settled } = stampsOf(project, group, seen.clock);
    const words = kept.get(key) ?? wordsOf(await read(project, group));
    parts.push(words);
    if (settled) next.set(key, words);
  }
  if (next.size !== kept.size || [...next.keys()].some((key) => !kept.has(key)))
    writeKeptWords(project, next);
  const rows = groups.flat();
  return {
    rows,
    docs: docsOf(rows, ({ path }) => path),
    index: indexOf(parts),
    terms: () => parts.flatMap(({ terms }) => terms.split(' ')),
  };
}

/** What tells a group of records in the state of their files from every other. */
function stampsOf(
  project: Project,
  group: readonly Row[],
  clock: number | undefined,
): { key: string; settled: boolean } {
  const hash = createHash('sha256');
  let settled = clock !== undefined;
  for (const { path } of group) {
    const { stamp, stats } = fileStamp(join(project.root, path));
    hash.update(`${path}\0${stamp}\0`);
    settled &&= clock !== undefined && isSettled(stats, clock);
  }
  return { key: hash.digest('base64url').slice(0, 22), settled };
}

const read = (project: Project, group: readonly Row[]): Promise<SearchText[]> =>
  Promise.all(group.map(async (row) => searchText(row, await readBodyOf(project, row))));
