import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { home } from './kit.ts';

// Real transcripts of Claude Code 2.1.38 with a subagent and compactions, which are not this project's to pass on.
// They stand beside the checkout where there are any. All numbers were counted by another program.
const FOLDER = join(import.meta.dirname, '../../../shared/data/transcripts/spotter');
const here = existsSync(FOLDER);
if (!here) console.warn(`SKIPPED: real transcripts are not at ${FOLDER}; only the fixtures were read`);

const LONG = '4d5611e5-241a-462a-8d15-5122611a9569';

test.skipIf(!here)('a long session with a subagent', () => {
  const facts = home().read('claude-code', LONG, { transcript: join(FOLDER, `${LONG}.jsonl`) });
  const calls = [...(facts?.calls.values() ?? [])];
  const tools = new Map<string, number>();
  for (const { tool } of calls) tools.set(tool, (tools.get(tool) ?? 0) + 1);
  expect(Object.fromEntries(tools)).toEqual({
    Bash: 72,
    Edit: 32,
    Read: 47,
    Grep: 12,
    Glob: 10,
    Write: 7,
    Task: 1,
    TaskOutput: 1,
    AskUserQuestion: 1,
  });
  expect(calls.filter(({ agent }) => agent === 'Explore')).toHaveLength(33);
  expect(calls.filter(({ failed }) => failed)).toHaveLength(13);
  expect(calls.every(({ result }) => result)).toBe(true);
  // 152 answers in 295 lines, 45 of them with usage that differs from line to line.
  expect(facts?.tokens).toEqual({
    input: 233,
    output: 28_899,
    cache_read: 12_387_553,
    cache_creation: 559_475,
  });
  expect(facts).toMatchObject({ model: 'claude-opus-4-6', lines: 1661, skipped: 0 });
});

test.skipIf(!here).each([
  ['short', '55604662-cf2a-4331-851a-ec234028f8ca', 2, { failed: 0, unfinished: 2, output: 13 }],
  ['subagent', '491e126e-1e71-469c-ade2-fcc8af567c74', 16, { failed: 0, unfinished: 0, output: 1586 }],
  ['tool_heavy', 'd6e0bada-1959-4eec-a9d2-0bfade768d8f', 6, { failed: 0, unfinished: 0, output: 212 }],
])('%s', (file, session, count, { failed, unfinished, output }) => {
  const place = home();
  const folder = join(place.dir, '.claude/projects/-home-dev-project');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(FOLDER, `${file}.jsonl`), join(folder, `${session}.jsonl`));
  const facts = place.read('claude-code', session);
  const calls = [...(facts?.calls.values() ?? [])];
  expect(calls).toHaveLength(count);
  expect(calls.filter((call) => call.failed)).toHaveLength(failed);
  expect(calls.filter((call) => !call.result)).toHaveLength(unfinished);
  expect(facts?.tokens.output).toBe(output);
});
