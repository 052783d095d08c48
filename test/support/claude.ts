import { installedClient, runClient } from './client.ts';
import type { Ran } from './sandbox.ts';

/** The real Claude Code; undefined where it cannot be had. */
export const claudeClient = (): string | undefined =>
  installedClient({ name: 'claude', package: '@anthropic-ai/claude-code', version: '2.1.330' });

/** One turn of the client without a terminal: the prompt in, its answer out. Nobody but loopback is asked. */
export const claude = (
  client: string,
  cwd: string,
  prompt: string,
  options: { model: string; env: Readonly<Record<string, string>> },
): Promise<Ran> =>
  runClient(client, ['-p', prompt, '--dangerously-skip-permissions'], {
    cwd,
    env: {
      ...options.env,
      IS_SANDBOX: '1',
      TERM: 'xterm',
      ANTHROPIC_BASE_URL: options.model,
      ANTHROPIC_API_KEY: 'sk-ant-dummy',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
    },
  });
