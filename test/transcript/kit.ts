import { join } from 'node:path';
import { type TranscriptFacts, type TranscriptPlace, readTranscript } from '../../src/transcript/index.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

/** What a host's client wrote, beside these tests. */
export const FIXTURES = join(import.meta.dirname, 'fixtures');
/** The session of the fixture for Claude Code. */
export const RUN = 'fbdab05d-a50e-4eaa-b037-5c7962cce5fa';
/** The session of the fixture for Codex. */
export const ROLLOUT = '01a203df-8562-7792-9e6a-6aef5a093705';

/** A home with files of hosts in it. */
export interface Home {
  readonly box: Sandbox;
  readonly dir: string;
  /** Writes a file below the home: objects become lines, texts and bytes stay. */
  write(file: string, ...lines: readonly unknown[]): string;
  read(host: string, session: string, place?: Partial<TranscriptPlace>): TranscriptFacts | undefined;
}

export function home(): Home {
  const box = sandbox();
  const dir = box.env['HOME'] ?? '';
  return {
    box,
    dir,
    write(file, ...lines) {
      const path = join(dir, file);
      box.write(
        path,
        lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''),
      );
      return path;
    },
    read: (host, session, place = {}) =>
      readTranscript(host, { session, cwd: '/home/dev/project', env: {}, home: dir, ...place }),
  };
}

/** A line of Claude Code: an answer with blocks. */
export const answer = (
  id: string,
  blocks: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
  usage: Readonly<Record<string, unknown>> = {},
): unknown => ({
  type: 'assistant',
  sessionId: 's1',
  requestId: `req_${id}`,
  timestamp: '2026-05-11T10:00:00.000Z',
  message: { id, role: 'assistant', model: 'claude-opus-5-5', content: blocks, usage },
  ...more,
});

export const use = (id: string, name = 'Bash', input: unknown = {}): unknown => ({
  type: 'tool_use',
  id,
  name,
  input,
});

/** A line of Claude Code: the result of a call. */
export const result = (id: string, more: Readonly<Record<string, unknown>> = {}, error = false): unknown => ({
  type: 'user',
  sessionId: 's1',
  timestamp: '2026-05-11T10:00:01.000Z',
  message: {
    role: 'user',
    content: [
      { type: 'tool_result', tool_use_id: id, content: 'done', ...(error ? { is_error: true } : {}) },
    ],
  },
  ...more,
});

/** Where Claude Code keeps session `s1` of the project. */
export const S1 = '.claude/projects/-home-dev-project/s1.jsonl';
