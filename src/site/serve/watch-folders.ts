import { type Dirent, type FSWatcher, readdirSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** A place that is watched. */
export interface Watched {
  /** Absolute; it may not be there yet. */
  readonly folder: string;
  /** With everything below it. */
  readonly deep: boolean;
  /** The names of it that matter; all where it does not say. Below it every name does. */
  readonly names?: readonly string[];
  /** What a change there means to the caller. */
  readonly means: string;
}

/** Watches that can be ended. */
export interface Watch {
  close(): void;
}

/** How long after the first of them events are one burst, in milliseconds: one save is many. */
const BURST = 20;

/**
 * Tells of changes below folders, each burst of them once. One watch for each folder and none for files, so that
 * thousands of records cost nothing; a folder that is not there yet is waited for in the nearest one that is.
 * @param changed told what the changes mean, in the words of `means`
 */
export function watchFolders(
  places: readonly Watched[],
  changed: (means: ReadonlySet<string>) => void,
): Watch {
  const watches = new Map<string, FSWatcher>();
  let means = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function happened(folder: string, name: string | null): void {
    const concerned = places.filter((place) => concerns(place, folder, name));
    if (concerned.length === 0 || isClosed) return;
    for (const place of concerned) means.add(place.means);
    // From the first event on: where they never end, they are told of nevertheless.
    timer ??= setTimeout(() => {
      timer = undefined;
      // First the new folders: what is put into them from here on is heard of, what is there already is read.
      follow();
      const told = means;
      means = new Set();
      changed(told);
    }, BURST);
  }

  function follow(): void {
    if (isClosed) return;
    const wanted = new Set(places.flatMap((place) => foldersOf(place)));
    for (const [folder, one] of watches) {
      if (wanted.has(folder)) continue;
      one.close();
      watches.delete(folder);
    }
    for (const folder of wanted) {
      if (watches.has(folder)) continue;
      try {
        const one = watch(folder, { persistent: true }, (_event, name) => happened(folder, name));
        const gone = (): void => {
          one.close();
          if (watches.get(folder) === one) watches.delete(folder);
          happened(folder, null);
        };
        one.on('error', gone);
        watches.set(folder, one);
      } catch {
        // Gone since it was listed: what has taken it away is an event of the folder above.
      }
    }
  }

  follow();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const one of watches.values()) one.close();
      watches.clear();
    },
  };
}

/** Whether an event in a folder is one of a place; with no name anything may have happened. */
function concerns({ folder: place, deep, names }: Watched, folder: string, name: string | null): boolean {
  // Git's way to write a file: what matters is the file that comes of it.
  if (name?.endsWith('.lock') === true) return false;
  if (folder === place) return name === null || names === undefined || names.includes(name);
  if (deep && folder.startsWith(join(place, '/'))) return true;
  // The place itself, or a folder on the way to it, comes or goes.
  return (
    place.startsWith(join(folder, '/')) && (name === null || `${place}/`.startsWith(join(folder, name, '/')))
  );
}

/** The folders to watch for a place: its own and those below it, and the one in which it would appear or go. */
function foldersOf({ folder, deep }: Watched): string[] {
  const found = deep ? [...below(folder)] : isFolder(folder) ? [folder] : [];
  if (found.length > 0) return [...found, dirname(folder)];
  let above = dirname(folder);
  while (!isFolder(above) && dirname(above) !== above) above = dirname(above);
  return [above];
}

const isFolder = (path: string): boolean => list(path) !== undefined;

function* below(folder: string): Generator<string> {
  const entries = list(folder);
  if (!entries) return;
  yield folder;
  for (const entry of entries) if (entry.isDirectory()) yield* below(join(folder, entry.name));
}

function list(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
