import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { readBlobs } from '../../git/objects.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';

/** The texts of records: of the work tree, and of HEAD where a sparse checkout has left them out. */
export interface Texts {
  /** Undefined where there is none that may be read. */
  read(path: string): Promise<string | undefined>;
}

/**
 * @param head the commit whose records these are; null before the first one
 * @param paths of all records, so that those that are not there are asked of git at once
 */
export function textsOf(
  project: Pick<Project, 'root' | 'top' | 'prefix' | 'repo'>,
  head: string | null,
  paths: () => readonly string[],
): Texts {
  let absent: Promise<ReadonlyMap<string, string>> | undefined;
  const readAbsent = async (): Promise<ReadonlyMap<string, string>> => {
    if (head === null) return new Map();
    const wanted = paths().filter((path) => !isThere(join(project.root, path)));
    const blobs = await readBlobs(
      project.repo,
      wanted.map((path) => `${head}:${project.prefix}${path}`),
    );
    return new Map(wanted.flatMap((path, at) => (blobs[at] ? [[path, blobs[at].toString('utf8')]] : [])));
  };
  return {
    async read(path) {
      const text = await readRecord(project, path).catch(() => undefined);
      if (text !== undefined || isThere(join(project.root, path))) return text;
      absent ??= readAbsent();
      return (await absent).get(path);
    },
  };
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;
