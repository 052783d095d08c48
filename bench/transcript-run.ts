// A large transcript, written and read as a process of its own: `write HOME MEGABYTES [MEGABYTES OF ITS LONGEST LINE]`
// makes one, `read HOME` tells what is in it. Bundled by whoever runs it: `test/e2e/transcript-large.test.ts`,
// `bench/cases/transcript.mjs`.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readTranscript } from '../src/transcript/index.ts';

const SESSION = '4d5611e5-241a-462a-8d15-5122611a9569';
const FOLDER = '.claude/projects/-home-dev-project';

/** Text as tools answer with: quotes, backslashes, line ends. */
const output = (bytes: number): string =>
  'const path = "C:\\temp"; // as it was read\n'.repeat(Math.ceil(bytes / 43)).slice(0, bytes);

/** Answers with two calls each and their results, some of them long, until the file is large enough. */
function write(home: string, megabytes: number, longest: number): object {
  mkdirSync(join(home, FOLDER), { recursive: true });
  const file = openSync(join(home, FOLDER, `${SESSION}.jsonl`), 'w');
  const line = (value: object): number =>
    writeSync(file, `${JSON.stringify({ sessionId: SESSION, ...value })}\n`);
  let size = 0;
  let answers = 0;
  for (; size < megabytes * 1e6; answers += 1) {
    const ids = [`toolu_${answers}_0`, `toolu_${answers}_1`];
    const timestamp = new Date(Date.UTC(2026, 4, 10) + answers * 1000).toISOString();
    for (const id of ids) {
      const block = {
        type: 'tool_use',
        id,
        name: 'Edit',
        input: { file_path: 'src/a.ts', new_string: output(900) },
      };
      const message = {
        id: `msg_${answers}`,
        model: 'claude-opus-5-5',
        content: [block],
        usage: { input_tokens: 2, output_tokens: 100 },
      };
      size += line({ type: 'assistant', requestId: `req_${answers}`, timestamp, message });
      size += line({ type: 'progress', timestamp, data: { message: { content: output(2000) } } });
    }
    for (const id of ids) {
      const bytes = answers === 1 && id === ids[0] ? longest * 1e6 : answers % 50 === 0 ? 200_000 : 3000;
      const text = output(bytes);
      const message = { content: [{ type: 'tool_result', tool_use_id: id, content: text }] };
      size += line({
        type: 'user',
        timestamp,
        message,
        toolUseResult: { originalFile: text.slice(0, 3000) },
      });
    }
  }
  closeSync(file);
  return { calls: answers * 2, output: answers * 100, size };
}

function read(home: string): object {
  const facts = readTranscript('claude-code', { session: SESSION, cwd: '/home/dev/project', env: {}, home });
  const calls = [...(facts?.calls.values() ?? [])];
  return {
    calls: calls.length,
    finished: calls.filter(({ result }) => result).length,
    output: facts?.tokens.output,
    skipped: facts?.skipped,
  };
}

const [what, home = '', megabytes, longest] = process.argv.slice(2);
const told = what === 'write' ? write(home, Number(megabytes), Number(longest ?? 5)) : read(home);
process.stdout.write(JSON.stringify(told));
