import { installedClient, runClient } from './client.ts';
import type { Ran } from './sandbox.ts';

/** The real Claude Code; undefined where it cannot be had. */
export const claudeClient = (): string | undefined =>
  installedClient({ name: 'claude', package: '@anthropic-ai/claude-code', version: '2.1.330' });

export interface ClaudeOptions {
  /** Where the model is. */
  readonly model: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What the client needs to ask nobody but loopback, and to keep what it writes in the user's own folders. */
export const claudeEnv = ({ model, env }: ClaudeOptions): Record<string, string> => ({
  ...env,
  // As root this is what permits to skip the questions.
  IS_SANDBOX: '1',
  TERM: 'xterm-256color',
  ANTHROPIC_BASE_URL: model,
  ANTHROPIC_API_KEY: 'sk-ant-dummy',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_TMPDIR: env['HOME'] ?? '',
});

/** One turn of the client without a terminal: the prompt in, its answer out. */
export const claude = (client: string, cwd: string, prompt: string, options: ClaudeOptions): Promise<Ran> =>
  runClient(client, ['-p', prompt, '--dangerously-skip-permissions'], { cwd, env: claudeEnv(options) });
