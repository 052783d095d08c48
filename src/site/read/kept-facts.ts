import { join } from 'node:path';
import { BUILD } from '../../store/build.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { writeNow } from '../../store/write-now.ts';
import { nameHash } from '../../text/name-hash.ts';
import type { RecordFacts } from '../model.ts';

/** Facts by the path of their file, with how that stood when they were read. */
export type KeptFacts = Map<string, readonly [stamp: string, facts: RecordFacts]>;

type Where = Pick<Project, 'local' | 'worktreeKey' | 'prefix'>;

/** What is kept for the site of one project in one work tree of the clone. */
export const siteCache = (what: string, { worktreeKey, prefix }: Where): [string, string] => [
  'cache',
  `site-${what}-${nameHash(`${worktreeKey}\0${prefix}`)}.json`,
];

// What a link means depends on how far below the top of the repository the project is.
const madeBy = ({ prefix }: Where): string => `${BUILD} ${prefix}`;

/** The facts of the last build; none where there are none that this build of canon has made. */
export function readKeptFacts(project: Where): KeptFacts {
  try {
    const file = join(project.local, ...siteCache('facts', project));
    const kept = JSON.parse(readPlain(file, MOST_CACHE)?.text ?? 'null') as {
      made: string;
      files: [string, readonly [string, RecordFacts]][];
    } | null;
    return kept?.made === madeBy(project) ? new Map(kept.files) : new Map();
  } catch {
    return new Map();
  }
}

/** Keeps facts for the next build; a disk that is full is no reason to fail. */
export function writeKeptFacts(project: Project, facts: KeptFacts): void {
  try {
    const text = JSON.stringify({ made: madeBy(project), files: [...facts] });
    writeNow(localFile(project, ...siteCache('facts', project)), text);
  } catch {
    // The next build reads everything again.
  }
}
