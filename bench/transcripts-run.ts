// Transcripts of many sessions, written and read as a process of its own: `write HOME MEGABYTES [MEGABYTES OF A FURTHER LINE]` makes
// them, `read HOME` tells what is in them, how long a core was at it, and how much memory it took at most. Bundled by
// whoever runs it: `test/e2e/transcripts-large.test.ts`, `bench/cases/transcripts.mjs`.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readAccount } from '../src/transcript/account.ts';
import { hostSessions } from '../src/transcript/host-sessions.ts';

const CWD = '/home/dev/project';
const FOLDER = '.claude/projects/-home-dev-project';
/** Of one session; the largest real ones have a few hundred megabytes. */
const MEGABYTES = 20;

/** Text as tools answer with: quotes, backslashes, line ends. */
const output = (bytes: number): string =>
  'const path = "C:\\temp"; // as it was read\n'.repeat(Math.ceil(bytes / 43)).slice(0, bytes);

/** A session in the proportions of real ones: short calls, longer answers, progress that repeats them, some very long lines. */
function write(
  folder: string,
  session: string,
  megabytes: number,
  further: number,
): { size: number; calls: number } {
  const file = openSync(join(folder, `${session}.jsonl`), 'w');
  let size = 0;
  const line = (value: object): number => {
    const common = { sessionId: session, cwd: CWD, gitBranch: 'main' };
    return writeSync(file, `${JSON.stringify({ ...common, ...value })}\n`);
  };
  let calls = 0;
  for (let at = 0; size < megabytes * 1e6; at += 1) {
    const timestamp = new Date(Date.UTC(2026, 4, 10) + at * 1000).toISOString();
    const id = `toolu_${at}`;
    const input = {
      file_path: `${CWD}/src/${at % 200}.ts`,
      old_string: output(300),
      new_string: output(600),
    };
    const message = {
      id: `msg_${at}`,
      role: 'assistant',
      model: 'claude-opus-5-5',
      content: [{ type: 'tool_use', id, name: at % 3 === 0 ? 'Edit' : 'Read', input }],
      usage: { input_tokens: 2, output_tokens: 100 },
    };
    if (at % 100 === 0)
      size += line({ type: 'user', timestamp, message: { role: 'user', content: 'Go on with it' } });
    size += line({ type: 'assistant', requestId: `req_${at}`, timestamp, message });
    size += line({ type: 'progress', timestamp, data: { message: { content: output(2000) } } });
    const text = output(at % 50 === 0 ? 200_000 : 3000);
    const content = [{ type: 'tool_result', tool_use_id: id, content: text }];
    size += line({
      type: 'user',
      timestamp,
      message: { role: 'user', content },
      toolUseResult: { originalFile: text.slice(0, 3000) },
    });
    calls += 1;
  }
  if (further > 0) {
    // Piece by piece: nobody has that much in memory.
    size += writeSync(
      file,
      '{"type":"user","message":{"role":"user","content":[{"type":"tool_result","content":"',
    );
    for (let at = 0; at < further; at += 1) size += writeSync(file, 'x'.repeat(1e6));
    size += writeSync(file, '"}]}}\n');
  }
  closeSync(file);
  return { size, calls };
}

function writeAll(home: string, megabytes: number, further: number): object {
  const folder = join(home, FOLDER);
  mkdirSync(folder, { recursive: true });
  const sessions = Math.max(1, Math.round(megabytes / MEGABYTES));
  let size = 0;
  let calls = 0;
  for (let at = 0; at < sessions; at += 1) {
    const session = `4d5611e5-241a-462a-8d15-${String(at).padStart(12, '0')}`;
    const made = write(folder, session, megabytes / sessions, at === 0 ? further : 0);
    size += made.size;
    calls += made.calls;
  }
  return { size, calls, sessions };
}

function read(home: string): object {
  const place = { env: {}, home, roots: [CWD], isOurs: () => true, wants: () => true };
  const told = { sessions: 0, calls: 0, files: 0, size: 0, skipped: 0 };
  for (const found of hostSessions(place).sessions) {
    const account = readAccount(found, { requests: true });
    told.sessions += 1;
    told.calls += account?.facts.calls.size ?? 0;
    told.files += account?.touched.length ?? 0;
    told.skipped += account?.facts.skipped ?? 0;
    told.size += account?.bytes ?? 0;
  }
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { ...told, cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS / 1024 };
}

const [what, home = '', megabytes, further] = process.argv.slice(2);
const told = what === 'write' ? writeAll(home, Number(megabytes), Number(further ?? 0)) : read(home);
process.stdout.write(JSON.stringify(told));
