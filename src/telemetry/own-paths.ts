import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { commonDirOf, gitDirIn } from '../git/discover.ts';

const MOST = 50;
const LONGEST = 300;
const REMEMBERED = 10_000;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001F\u007F-\u009F]/;

/**
 * Turns files that calls name into paths from the top of the work tree they are in, of those work trees that belong
 * to this clone: what else an agent looks at on a machine is nobody's business. A file need not be there (any
 * more). What is known of a folder is remembered as long as the function is.
 */
export function ownPaths(
  commonDir: string,
): (files: readonly string[], cwd: string | undefined) => string[] | undefined {
  const tops = new Map<string, string | undefined>();
  const known = new Map<string, string | undefined>();

  /** The top of the work tree around a folder, if it is one of this clone. */
  const topOf = (folder: string): string | undefined => {
    if (tops.has(folder)) return tops.get(folder);
    const up = dirname(folder);
    const found = ownership(folder);
    const top = found === 'mine' ? folder : found === 'theirs' || up === folder ? undefined : topOf(up);
    if (tops.size >= REMEMBERED) tops.clear();
    tops.set(folder, top);
    return top;
  };

  const ownership = (folder: string): 'mine' | 'theirs' | undefined => {
    try {
      const gitDir = gitDirIn(folder);
      return gitDir === undefined ? undefined : commonDirOf(gitDir) === commonDir ? 'mine' : 'theirs';
    } catch {
      // A `.git` that leads nowhere.
      return 'theirs';
    }
  };

  const one = (file: string, cwd: string | undefined): string | undefined => {
    if (file.length > 4096 || CONTROLS.test(file)) return undefined;
    if (!isAbsolute(file) && (cwd === undefined || !isAbsolute(cwd))) return undefined;
    // The same few files are named again and again, in the same way.
    const path = isAbsolute(file) ? file : resolve(cwd ?? '', file);
    if (known.has(path)) return known.get(path);
    const inside = insideOf(resolve(path));
    if (known.size >= REMEMBERED) known.clear();
    known.set(path, inside);
    return inside;
  };

  const insideOf = (path: string): string | undefined => {
    const top = topOf(dirname(path));
    if (top === undefined) return undefined;
    const inside = relative(top, path).split(sep).join('/');
    return inside === '' || inside.length > LONGEST || /^\.git(?:\/|$)/i.test(inside) ? undefined : inside;
  };

  return (files, cwd) => {
    const found = new Set<string>();
    for (const file of files) {
      const path = found.size < MOST ? one(file, cwd) : undefined;
      if (path !== undefined) found.add(path);
    }
    return found.size > 0 ? [...found] : undefined;
  };
}
