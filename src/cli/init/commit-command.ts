/** One word of a POSIX shell, quoted where it has to be. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith('~') ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What the command to commit is made of. */
export interface CommitFacts {
  /** Paths that were written, relative to the project's root. */
  readonly written: readonly string[];
  /** Paths that were removed and that git knows. */
  readonly removed: readonly string[];
  /** Where git is to run from, when that is not the working directory. */
  readonly from?: string;
  /** The mode of a file does not show in the file system (`core.fileMode` is false). */
  readonly modeless: boolean;
  /** What has to be executable, of all that `init` installs. */
  readonly executables: readonly string[];
  readonly message: string;
  /** Whether everything below a folder was written by this run, so that naming the folder is the same. */
  readonly isOnlyOurs: (folder: string) => boolean;
}

/**
 * The command line that commits exactly what was written and nothing that is staged or edited besides.
 * A folder stands for its files where nothing else is in it.
 */
export function commitCommand(facts: CommitFacts): string | undefined {
  const paths = [...collapse(facts.written, facts.isOnlyOurs), ...facts.removed].sort();
  if (paths.length === 0) return undefined;
  const git = facts.from === undefined ? 'git' : `git -C ${shellWord(facts.from)}`;
  const list = paths.map(shellWord).join(' ');
  const executables = facts.executables.filter((path) => facts.written.includes(path));
  const mode =
    facts.modeless && executables.length > 0
      ? [`${git} update-index --chmod=+x ${executables.map(shellWord).join(' ')}`]
      : [];
  return [
    `${git} add -- ${list}`,
    ...mode,
    // The paths again: what somebody has staged besides stays out of the commit.
    `${git} commit -m ${shellWord(facts.message)} -- ${list}`,
  ].join(' && ');
}

function collapse(paths: readonly string[], isOnlyOurs: (folder: string) => boolean): string[] {
  const short = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/');
    let named = path;
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      if (isOnlyOurs(folder)) {
        named = folder;
        break;
      }
    }
    short.add(named);
  }
  return [...short];
}
