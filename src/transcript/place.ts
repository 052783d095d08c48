import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';

/** Session ids that can be a part of a file's name. Others have no transcript that could be found by name. */
export const isFileId = (session: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(session);

/** A folder as it really is: its own place may be a link, as people keep their settings elsewhere. */
export function realFolder(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** A host's own folder, as it really is: where its variable says, else in the home. Without a home it is nowhere, not here. */
export function hostFolder(
  set: string | undefined,
  home: string,
  usual: string,
  ...below: readonly string[]
): string | undefined {
  const own = set || (isAbsolute(home) ? join(home, usual) : undefined);
  return own === undefined ? undefined : realFolder(join(own, ...below));
}

/** The path if it is a regular file, no link, and really inside the folder. */
export function fileWithin(folder: string, path: string): string | undefined {
  try {
    if (!lstatSync(path).isFile()) return undefined;
    return realpathSync.native(path).startsWith(`${folder}${sep}`) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Names in a folder, sorted; none where it cannot be read or is really elsewhere. */
export function namesWithin(folder: string, path: string): readonly string[] {
  try {
    const real = realpathSync.native(path);
    if (real !== folder && !real.startsWith(`${folder}${sep}`)) return [];
    return readdirSync(real).sort();
  } catch {
    return [];
  }
}

const listed = new WeakMap<object, Map<string, ReadonlySet<string>>>();

/**
 * The same, looked up once for a command: `env` is its environment, of which each has an object of its own. Two
 * thousand sessions whose files are gone would otherwise list a thousand folders each.
 */
export function namesOnce(
  { env }: { readonly env: object },
  folder: string,
  path: string,
): ReadonlySet<string> {
  let folders = listed.get(env);
  if (folders === undefined) listed.set(env, (folders = new Map()));
  let names = folders.get(path);
  if (names === undefined) folders.set(path, (names = new Set(namesWithin(folder, path))));
  return names;
}
