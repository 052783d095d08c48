// Plays an agent host, here Claude Code: it calls the hooks that `canon init` has installed, with the payloads
// that the real client writes, and keeps a transcript of its own as that one does.

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BIN } from './stage.mjs';

const SESSION = '5f0c2a52-0511-4d6e-9b1c-2026051118aa';

/** An agent session at a desk. */
export function openHost(desk) {
  const folder = desk.clone.replace(/[^A-Za-z0-9]/g, '-');
  const transcript = join(dirname(desk.clone), '.claude', 'projects', folder, `${SESSION}.jsonl`);
  mkdirSync(dirname(transcript), { recursive: true });
  const about = { session_id: SESSION, transcript_path: transcript, cwd: desk.clone };
  const env = { CLAUDE_PROJECT_DIR: desk.clone, CLAUDE_CODE_SESSION_ID: SESSION, CANON_BIN: BIN };
  const run = (at, args, payload) =>
    execFileSync('sh', args, {
      cwd: desk.clone,
      env: { ...desk.env(at), ...env },
      input: JSON.stringify({ ...about, ...payload }),
      encoding: 'utf8',
    });
  const write = (at, role, content, more = {}) =>
    appendFileSync(
      transcript,
      `${JSON.stringify({ type: role, sessionId: SESSION, timestamp: at, message: { role, content, ...more } })}\n`,
    );
  let calls = 0;
  return {
    env: { CLAUDE_CODE_SESSION_ID: SESSION },
    /** What the agent is told when its session starts. */
    start: (at) => run(at, ['.canon/run', 'hook', 'SessionStart'], { source: 'startup' }),
    /** A tool was called and came to its end. */
    call(at, tool, input, { response = {}, failed = false, ms = 40 } = {}) {
      calls += 1;
      const id = `toolu_play_${calls}`;
      write(at, 'assistant', [{ type: 'tool_use', id, name: tool, input }], {
        id: `msg_play_${calls}`,
        model: 'claude-opus-4-7',
        usage: { input_tokens: 900, output_tokens: 120, cache_read_input_tokens: 14_000 },
      });
      write(at, 'user', [{ type: 'tool_result', tool_use_id: id, is_error: failed, content: 'done' }]);
      const spool = join(desk.clone, '.git/canon/spool');
      const before = new Set(readdirSync(spool));
      run(at, ['.canon/hook.sh'], {
        hook_event_name: failed ? 'PostToolUseFailure' : 'PostToolUse',
        tool_name: tool,
        tool_input: input,
        ...(failed ? { error: 'Exit code 1' } : { tool_response: response }),
        tool_use_id: id,
        duration_ms: ms,
      });
      // Its time is when it was written: here, when the story has it.
      for (const name of readdirSync(spool)) {
        if (!before.has(name)) utimesSync(join(spool, name), Date.parse(at) / 1000, Date.parse(at) / 1000);
      }
    },
  };
}
