import { join } from 'node:path';
import { NOT_COMMITTED } from '../../store/layout.ts';
import { readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { listedFiles } from './out-folder.ts';
import { keyOf, type SiteFile } from './site-file.ts';

const NAME = '.gitignore';
const ALL = '*\n';
const MOST = 1 << 16;

/**
 * What keeps the usual folder out of git without anybody's doing: nothing where a folder was named, which may be meant
 * to be committed, or where somebody has put a file of that name themselves.
 */
export function ignoringItself({ root }: Pick<Project, 'root'>, out: string): SiteFile[] {
  if (out !== join(root, NOT_COMMITTED)) return [];
  const there = readPlain(join(out, NAME), MOST)?.text;
  if (there !== undefined && there !== ALL && !listedFiles(out).has(NAME)) return [];
  return [{ path: NAME, key: keyOf(ALL), make: () => ({ content: ALL }) }];
}
