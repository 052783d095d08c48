import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD } from '../../store/build.ts';
import { stampAt } from '../../store/kept.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, plainNames, readPlainBytes } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { sealed, unsealed } from '../../store/sealed.ts';
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

/** What a build remembers for the next one, in local state. Paths are relative to the site's folder. */
export interface Manifest {
  /** Each file by its path. */
  readonly files: ReadonlyMap<string, WrittenFile>;
  /** How each folder stood in the end: as long as it does, it holds what it held; the site's own is `.`. */
  readonly folders: ReadonlyMap<string, string>;
}

const NOTHING: Manifest = { files: new Map(), folders: new Map() };

const parts = (name: string): [string, string] => ['cache', `site-files-${name}.json`];

/** What the last build into a folder has remembered; nothing where this build of canon has not been there. */
export function readManifest(project: Pick<Project, 'local'>, name: string): Manifest {
  try {
    const kept = unsealed<{
      made: string;
      files: [string, WrittenFile][];
      folders: [string, string][];
    }>(readPlainBytes(join(project.local, ...parts(name)), MOST_CACHE));
    if (kept?.made !== BUILD) return NOTHING;
    return { files: new Map(kept.files), folders: new Map(kept.folders) };
  } catch {
    return NOTHING;
  }
}

/** How the file stands in which a build into a folder is remembered. */
export const manifestStamp = (project: Pick<Project, 'local'>, name: string): string =>
  stampAt(join(project.local, ...parts(name))).stamp;

/** Remembers a build; where that fails, the next one makes everything again. */
export function writeManifest(project: Project, name: string, { files, folders }: Manifest): void {
  try {
    const kept = { made: BUILD, files: [...files], folders: [...folders] };
    writeNow(localFile(project, ...parts(name)), sealed(kept));
    prune(join(project.local, 'cache'));
  } catch {
    // A cache is no reason to fail.
  }
}

/** Folders that are built into again and again are few; those that were built into once are forgotten. */
const MOST = 8;

function prune(dir: string): void {
  const names = plainNames(dir).filter((name) => /^site-files-[0-9a-f]+\.json$/.test(name));
  if (names.length <= MOST) return;
  const aged = names.map((name) => ({ name, at: statSync(join(dir, name)).mtimeMs }));
  aged.sort((a, b) => b.at - a.at);
  for (const { name } of aged.slice(MOST)) rmSync(join(dir, name), { force: true });
}
