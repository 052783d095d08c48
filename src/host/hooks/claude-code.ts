import type { HookEntry, HostSettings, Wish } from '../host.ts';

/** The settings that a project shares; `settings.local.json` beside it is each person's own. */
export const CLAUDE_SETTINGS = '.claude/settings.json';

// The folder that the client was started in, which is the only one whose settings it reads. Other hosts that
// run these hooks may not set it; they start them in the project.
const folder = (file: string): string => `"\${CLAUDE_PROJECT_DIR:-.}/.canon/${file}"`;

/**
 * Runs a file of `.canon` where it is there. A branch without canon must not fail the host: then nothing
 * is run, said or answered.
 */
const call = (file: string, args = ''): string => `[ ! -f ${folder(file)} ] || sh ${folder(file)}${args}`;

const entry = (event: string, command: string, timeout: number): HookEntry => ({
  event,
  group: { hooks: [{ type: 'command', command, timeout }] },
});

/**
 * The hooks of Claude Code. No matcher: every tool counts, every way a session starts. Tool calls go by the
 * shell alone; the others, once a session or a compaction, may start Node.
 */
export function claudeHooks({ telemetry }: Wish): HostSettings {
  const counting = [
    ...['PostToolUse', 'PostToolUseFailure', 'PostToolBatch'].map((event) =>
      entry(event, call('hook.sh'), 5),
    ),
    entry('Stop', call('hook.sh', ' claude-code fold'), 5),
  ];
  return {
    path: CLAUDE_SETTINGS,
    entries: [
      ...(telemetry === 'on' ? counting : []),
      entry('SessionStart', call('run', ' hook SessionStart'), 10),
      entry('PreCompact', call('run', ' hook PreCompact'), 5),
      entry('SessionEnd', call('run', ' hook SessionEnd'), 5),
    ],
  };
}
