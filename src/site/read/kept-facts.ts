import { BUILD } from '../../store/build.ts';
import { join } from 'node:path';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { writeNow } from '../../store/write-now.ts';
import type { RecordFacts } from '../model.ts';

/** Facts by the path of their file, with how that stood when they were read. */
export type KeptFacts = Map<string, readonly [stamp: string, facts: RecordFacts]>;

const NAME = ['cache', 'site-facts.json'] as const;

/** The facts of the last build; none where there are none that this build of canon has made. */
export function readKeptFacts(project: Pick<Project, 'local'>): KeptFacts {
  try {
    const kept = JSON.parse(readPlain(join(project.local, ...NAME), MOST_CACHE)?.text ?? 'null') as {
      made: string;
      files: [string, readonly [string, RecordFacts]][];
    } | null;
    return kept?.made === BUILD ? new Map(kept.files) : new Map();
  } catch {
    return new Map();
  }
}

/** Keeps facts for the next build; a disk that is full is no reason to fail. */
export function writeKeptFacts(project: Project, facts: KeptFacts): void {
  try {
    writeNow(localFile(project, ...NAME), JSON.stringify({ made: BUILD, files: [...facts] }));
  } catch {
    // The next build reads everything again.
  }
}
