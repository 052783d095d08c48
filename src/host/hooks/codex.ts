import type { HookEntry, HostSettings, Wish } from '../host.ts';

/** The hooks that a project shares with everybody who runs Codex in it. */
export const CODEX_HOOKS = '.codex/hooks.json';

/**
 * Runs a file of `.canon`. Codex says in no variable where the project is, and starts a hook in the folder
 * that the client was started in, so it is looked for from there up to the repository's top and no further:
 * what lies above is other people's. The login shell runs the command, whatever it is: hence `sh -c`.
 *
 * Codex trusts a hook by a hash of this text. Changed, it is skipped in silence until people trust it again.
 */
const call = (file: string, args: string): string =>
  `sh -c 'd=$PWD; until [ -f "$d/.canon/${file}" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; ` +
  `[ ! -f "$d/.canon/${file}" ] || exec sh "$d/.canon/${file}" ${args}'`;

const entry = (event: string, command: string, timeout: number): HookEntry => ({
  event,
  group: { hooks: [{ type: 'command', command, timeout }] },
});

/** The hooks of Codex. Of a call that fails it only tells that it begins: that is kept, too. */
export function codexHooks({ telemetry }: Wish): HostSettings {
  const counting = [
    entry('PreToolUse', call('hook.sh', 'codex'), 5),
    entry('PostToolUse', call('hook.sh', 'codex'), 5),
    entry('Stop', call('hook.sh', 'codex fold'), 5),
  ];
  return {
    path: CODEX_HOOKS,
    entries: [
      ...(telemetry === 'on' ? counting : []),
      entry('SessionStart', call('run', 'hook SessionStart codex'), 10),
      entry('PreCompact', call('run', 'hook PreCompact codex'), 5),
      // Codex gives it no more than three seconds, and says so each time when more is asked for.
      entry('SessionEnd', call('run', 'hook SessionEnd codex'), 3),
    ],
  };
}
