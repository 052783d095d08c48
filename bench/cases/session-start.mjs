import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SESSION = '0b7e4f2c-8f3a-4c0e-9d51-6f1f6e0a7d11';
const PAYLOAD = JSON.stringify({
  session_id: SESSION,
  hook_event_name: 'SessionStart',
  source: 'startup',
  transcript_path: '/nowhere/transcript.jsonl',
});

/** What an agent waits for when it starts: the dashboard, and a line in the journal of the session that begins. */
export const cases = ({ canon, repository }) => {
  const local = (sessions, use) => join(repository(sessions, 'flat', use), '.git', 'canon');
  const start = (sessions, use) => ({
    required: true,
    prepare() {
      mkdirSync(join(local(sessions, use), 'spool'), { recursive: true });
      return { ...canon(repository(sessions, 'flat', use), 'hook', 'SessionStart'), input: PAYLOAD };
    },
  });
  // The hooks of an end share a second and a half.
  const ended = (payloads) => ({
    ...start(2000, 'end'),
    name: `SessionEnd, ${payloads} calls wait`,
    limitMs: 1500,
    rounds: 7,
    prepare() {
      const command = canon(repository(2000, 'flat', 'end'), 'hook', 'SessionEnd');
      return { ...command, input: PAYLOAD.replace('SessionStart', 'SessionEnd') };
    },
    before() {
      const spool = join(local(2000, 'end'), 'spool');
      mkdirSync(spool, { recursive: true });
      for (let at = 0; at < payloads; at += 1) {
        const call = { session_id: SESSION, hook_event_name: 'PostToolUse', tool_name: 'Bash' };
        const text = JSON.stringify({ ...call, tool_use_id: `toolu_${at}`, tool_response: 'x'.repeat(3800) });
        writeFileSync(join(spool, `claude-code.${at + 1}`), text);
      }
    },
  });
  // Each start changes a journal that the dashboard depends on: none of these is shown a kept one.
  const noted = (sessions) => ({
    ...start(sessions, 'start'),
    name: `SessionStart, ${sessions} sessions`,
    check() {
      const journal = readFileSync(join(local(sessions, 'start'), 'journal', `${SESSION}.jsonl`), 'utf8');
      return journal.split('\n').length > 5 ? undefined : 'the sessions were not noted';
    },
  });
  return [
    ended(20_000),
    noted(65),
    { ...noted(2000), limit: 3.5 },
    { ...noted(20_000), rounds: 9 },
    {
      // Where nobody counts the dashboard of last time holds.
      ...start(2000, 'start-kept'),
      name: 'SessionStart, 2000 sessions, not counted',
      limit: 3.5,
      prepare() {
        const cwd = repository(2000, 'flat', 'start-kept');
        appendFileSync(join(cwd, '.canon', 'config.yaml'), 'telemetry: off\n');
        return { ...canon(cwd, 'hook', 'SessionStart'), input: PAYLOAD };
      },
    },
  ];
};
