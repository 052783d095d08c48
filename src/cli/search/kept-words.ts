import { join } from 'node:path';
import type { Words } from '../../search/words.ts';
import { BUILD } from '../../store/build.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { writeNow } from '../../store/write-now.ts';

/** The words of groups of records, by what tells how their files stood when they were read. */
export type KeptWords = Map<string, Words>;

type Place = Pick<Project, 'local' | 'worktreeKey' | 'readOnly'>;

const nameOf = ({ worktreeKey }: Place): [string, string] => ['cache', `search-${worktreeKey}.json`];

/** What the last search has kept; nothing where it was another build of canon. */
export function readKeptWords(project: Place): KeptWords {
  try {
    // A line of keys, then a line for each of them.
    const [head = '', ...lines] = (
      readPlain(join(project.local, ...nameOf(project)), MOST_CACHE)?.text ?? ''
    ).split('\n');
    const { made, keys } = JSON.parse(head) as { made: string; keys: string[] };
    if (made !== BUILD || lines.length !== keys.length) return new Map();
    return new Map(keys.map((key, at) => [key, JSON.parse(lines[at] ?? '') as Words]));
  } catch {
    return new Map();
  }
}

/** Keeps words for the next search. A disk that is full is no reason to fail. */
export function writeKeptWords(project: Place, kept: KeptWords): void {
  try {
    const lines = [{ made: BUILD, keys: [...kept.keys()] }, ...kept.values()].map((line) =>
      JSON.stringify(line),
    );
    writeNow(localFile(project, ...nameOf(project)), lines.join('\n'));
  } catch {
    // The next search reads everything again.
  }
}
