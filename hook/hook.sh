#!/bin/sh
# Keeps what an agent host tells of a tool call: its input becomes one new file in canon's spool.
# Written by `canon init`, which also updates it.
#
#   hook.sh [host]         keeps standard input, where this clone has a spool
#   hook.sh [host] fold    starts the counting of what was kept, and does not wait for it
#
# It runs on every call, several at once: it takes no lock, starts nothing but `cat`, says nothing, and its
# status is 0 whatever happens, for a host may take another one for a veto. What could not be kept is told by
# `canon telemetry --verify`. POSIX sh, nothing else.

# Nothing can be said from here on, and nothing that is started holds on to the host's pipes. `command`,
# because a redirection of `exec` that fails would otherwise end dash with 2.
command exec >/dev/null 2>&1
# Whoever hangs up or interrupts the host does not undo the call that was made.
trap '' HUP INT
umask 077
LC_ALL=C

# The input is read to its end where nothing is kept, too: a host that writes to a closed pipe reports a
# failing hook, or dies of it.
leave() {
  cat >/dev/null
  exit 0
}

# Puts the first line of a file into $line, without the carriage return that some tools leave there.
first_line() {
  line=
  IFS= read -r line <"$1"
  line=${line%[[:cntrl:]]}
}

# Makes $at absolute, if it is not: as seen from the folder $1.
seen_from() {
  case $at in
    /* | [A-Za-z]:[/\\]*) ;;
    *) at=$1/$at ;;
  esac
}

at=$0
seen_from "$PWD"
run=${at%/*}/run

# A host's folder may be a link: git looks for itself above the place that the link leads to.
CDPATH='' cd -P -- "${CLAUDE_PROJECT_DIR:-$PWD}" || leave
# In a folder that has been removed there is no such name.
case $PWD in /*) dir=${PWD%/} ;; *) leave ;; esac

# What git does to find itself, without starting it.
while :; do
  at=$dir/.git
  if [ -d "$at" ]; then
    if [ -e "$at/HEAD" ] && [ -d "$at/objects" ] && [ -d "$at/refs" ]; then break; fi
  elif [ -f "$at" ]; then
    # A linked work tree or a submodule.
    first_line "$at"
    case $line in
      'gitdir: '?*)
        at=${line#gitdir: }
        seen_from "$dir"
        break
        ;;
    esac
  fi
  case $dir in
    /*) dir=${dir%/*} ;;
    *) leave ;;
  esac
done
if [ -f "$at/commondir" ]; then
  git=$at
  first_line "$git/commondir"
  at=$line
  seen_from "$git"
fi

# A canon command made it, in a clone where somebody uses canon; nobody else's clone fills up. A link is not of canon's
# making, and leads what was called out of the clone.
spool=$at/canon/spool
[ -d "$spool" ] && [ ! -L "$spool" ] || leave

case ${1-} in
  '' | *[!A-Za-z0-9-]*) host=claude-code ;;
  *) host=$1 ;;
esac

if [ "${2-}" = fold ]; then
  "$run" hook Stop "$host" </dev/null >/dev/null &
  leave
fi

# A file of its own for each call, never one that is there. The name may be taken by an older process of the
# same number; or the fold has removed that file since we looked. Neither goes on for ever.
set -C
name=$spool/$host.$$
file=$name
taken=0
failed=0
while :; do
  if [ -e "$file" ] || [ -L "$file" ]; then
    taken=$((taken + 1))
    file=$name.$taken
  elif command exec >"$file"; then
    break
  else
    failed=$((failed + 1))
  fi
  if [ "$taken" -gt 1000 ] || [ "$failed" -gt 3 ]; then leave; fi
done

# Without a locale to load it takes a tenth less.
export LC_ALL
cat
# Not `exec cat`: on a full disk it ends with 1.
exit 0
