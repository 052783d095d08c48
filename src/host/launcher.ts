/** Where the launcher stands, relative to the project's root. */
export const LAUNCHER_PATH = '.canon/run';

/**
 * What committed hooks and skills call. They must work on a machine where canon is installed in another
 * way, and do no harm on one where it is not: a hook then ends in silence, a person is told how to
 * install it. POSIX sh, nothing else.
 */
export const LAUNCHER = `#!/bin/sh
# Finds canon and runs it: $CANON_BIN, else canon on PATH, else node_modules/.bin/canon here or above.
# Written by \`canon init\`, which also updates it.

start() {
  case $1 in
    *.cjs | *.mjs | *.js) exec node "$@" ;;
    *) exec "$@" ;;
  esac
}

if [ -n "\${CANON_BIN:-}" ] && [ -f "$CANON_BIN" ]; then start "$CANON_BIN" "$@"; fi
if command -v canon >/dev/null 2>&1; then start canon "$@"; fi
dir=$(CDPATH='' cd -- "$(dirname -- "$0")/.." 2>/dev/null && pwd)
while [ -n "$dir" ]; do
  if [ -x "$dir/node_modules/.bin/canon" ]; then start "$dir/node_modules/.bin/canon" "$@"; fi
  dir=\${dir%/*}
done
if [ -x /node_modules/.bin/canon ]; then start /node_modules/.bin/canon "$@"; fi

# A hook must never disturb its host, which may be writing to it; only a person is told.
if [ "\${1:-}" = hook ]; then
  cat >/dev/null 2>&1
  exit 0
fi
echo "canon is not installed here: run \\\`npm install -g repocanon\\\`, or set CANON_BIN to its path." >&2
exit 127
`;
