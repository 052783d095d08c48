/** Git's name of canon's merge driver, in `.gitattributes` and in the configuration of a clone. */
export const DRIVER = 'canon';

/** What the command says when it has written the result. Nothing else is taken for an answer. */
export const UNITED = 'canon: united';
export const CONFLICTS = 'canon: conflicts';

export const DRIVER_NAME = 'canon: unites index rows, log lines, tasks and items; all else as git does';

/**
 * What git runs, by its own sh, in the top folder of a work tree. It looks for canon where `.canon/run` does, but
 * takes the answer for one only if it is canon's: a driver that ends with 0 and has written nothing drops the other
 * side's lines. In every other case git merges the file by itself. Git puts names in for `%…`, quoted; one that knows
 * no labels leaves `%X` as it is.
 */
export const DRIVER_COMMAND = [
  'o=%S a=%X b=%Y; case $a in ?X) o=base a=ours b=theirs;; esac',
  [
    'run() { if [ -n "${CANON_BIN:-}" ] && [ -f "$CANON_BIN" ]; then',
    'case $CANON_BIN in *.cjs|*.mjs|*.js) node "$CANON_BIN" "$@";; *) "$CANON_BIN" "$@";; esac;',
    'elif command -v canon >/dev/null 2>&1; then canon "$@";',
    // Installed here, that is, and not come with a branch: git runs this while it checks others' commits out.
    'elif [ -x node_modules/.bin/canon ] && [ -z "$(git ls-files -- node_modules)" ]; then',
    'node_modules/.bin/canon "$@"; fi; }',
  ].join(' '),
  [
    'case $(run merge-driver -- %O %A %B %L %P "$o" "$a" "$b" </dev/null) in',
    `"${UNITED}") exit 0;; "${CONFLICTS}") exit 1;; esac`,
  ].join(' '),
  'git merge-file --marker-size=%L -L "$a" -L "$o" -L "$b" %A %O %B',
].join('; ');

/** Whether a configured driver is one of canon's, of whatever version. */
export const isOwnDriver = (command: string): boolean => command.includes(`"${UNITED}"`);
