import { join } from 'node:path';
import { readTranscripts, type TranscriptOptions } from '../../../src/import/transcripts/read-transcripts.ts';
import type { SourceContents, SourceItem } from '../../../src/import/item.ts';
import { openProject } from '../../../src/store/project.ts';
import type { World } from '../../../src/world.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';

/** The clock of these tests: long after everything. */
export const NOW = Date.parse('2026-11-27T12:00:00+01:00');

export interface Place {
  readonly box: Sandbox;
  readonly repo: string;
  readonly home: string;
  read(path?: string, options?: Partial<TranscriptOptions>): Promise<SourceContents>;
  /** Puts a session of Claude Code where it keeps those of a folder. */
  claude(session: string, lines: readonly unknown[], cwd?: string): string;
  /** Puts a rollout of Codex where it keeps those of a day. */
  codex(session: string, lines: readonly unknown[]): string;
}

export const OPERATORS = 'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n';

/** A repository with an operator, and a home without sessions. */
export function place(config = ''): Place {
  const box = sandbox();
  const repo = box.repo('app');
  const home = box.env['HOME'] ?? '';
  box.write(join(repo, '.canon/config.yaml'), `format: 1\n${config}`);
  box.write(join(repo, '.canon/operators.yaml'), OPERATORS);
  box.git(repo, 'add', '.canon');
  box.git(repo, 'commit', '-qm', 'Set canon up');
  const text = (lines: readonly unknown[]): string =>
    lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join('');
  return {
    box,
    repo,
    home,
    async read(path, options = {}) {
      const world = { cwd: repo, env: box.env, now: () => ({ ms: NOW, offset: 60 }) } as unknown as World;
      const project = await openProject(world);
      const signal = new AbortController().signal;
      return readTranscripts(project, world, path, { say: () => {}, signal, ...options });
    },
    claude(session, lines, cwd = repo) {
      const folder = cwd.replaceAll(/[^A-Za-z0-9]/g, '-');
      const file = join(home, '.claude/projects', folder, `${session}.jsonl`);
      const own = lines.map((line) =>
        typeof line === 'string' ? line : { sessionId: session, cwd, ...(line as object) },
      );
      box.write(file, text(own));
      return file;
    },
    codex(session, lines) {
      const file = join(home, '.codex/sessions/2026/05/11', `rollout-2026-05-11T10-00-00-${session}.jsonl`);
      box.write(file, text(lines));
      return file;
    },
  };
}

export const at = (minute: number): string => new Date(Date.UTC(2026, 4, 11, 8, minute)).toISOString();

/** A request of the user. */
export const prompt = (minute: number, content: unknown, more: object = {}): object => ({
  type: 'user',
  timestamp: at(minute),
  gitBranch: 'main',
  message: { role: 'user', content },
  ...more,
});

/** An answer that calls tools. */
export const uses = (
  minute: number,
  ...blocks: readonly (readonly [id: string, name: string, input?: object])[]
): object => ({
  type: 'assistant',
  timestamp: at(minute),
  gitBranch: 'main',
  requestId: `req_${minute}`,
  message: {
    id: `msg_${minute}`,
    role: 'assistant',
    model: 'claude-opus-5-5',
    content: blocks.map(([id, name, input = {}]) => ({ type: 'tool_use', id, name, input })),
    usage: { input_tokens: 2, output_tokens: 30 },
  },
});

/** The answer of a tool. */
export const gave = (minute: number, id: string, more: object = {}, error = false): object => ({
  type: 'user',
  timestamp: at(minute),
  gitBranch: 'main',
  message: {
    role: 'user',
    content: [
      { type: 'tool_result', tool_use_id: id, content: 'done', ...(error ? { is_error: true } : {}) },
    ],
  },
  ...more,
});

export const textOf = (item: SourceItem | undefined): string =>
  (item?.sections ?? []).map(({ heading, text }) => `## ${heading}\n\n${text}\n`).join('\n');
