import { join } from 'node:path';
import { BUILD } from '../../store/build.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { writeNow } from '../../store/write-now.ts';
import type { Asked } from './resolve.ts';

/** How a file of the site was written. */
export interface WrittenFile {
  /** Of everything it was made from. */
  readonly key: string;
  /** How it stood once it was written: a file that somebody has changed since is written again. */
  readonly stamp: string;
  /** What the text of its record asked of the site. */
  readonly asked?: readonly Asked[];
}

/** What a build remembers for the next one, in local state: by the path of each file, relative to the folder. */
export type Manifest = Map<string, WrittenFile>;

const parts = (name: string): [string, string] => ['cache', `site-${name}.json`];

/** What the last build into a folder has remembered; nothing where this build of canon has not been there. */
export function readManifest(project: Pick<Project, 'local'>, name: string): Manifest {
  try {
    const kept = JSON.parse(readPlain(join(project.local, ...parts(name)), MOST_CACHE)?.text ?? 'null') as {
      made: string;
      files: [string, WrittenFile][];
    } | null;
    return kept?.made === BUILD ? new Map(kept.files) : new Map();
  } catch {
    return new Map();
  }
}

/** Remembers a build; where that fails, the next one writes everything again. */
export function writeManifest(project: Project, name: string, manifest: Manifest): void {
  try {
    writeNow(localFile(project, ...parts(name)), JSON.stringify({ made: BUILD, files: [...manifest] }));
  } catch {
    // A cache is no reason to fail.
  }
}
