import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { type ClaudeOptions, claudeEnv } from './claude.ts';
import { until } from './quiet.ts';

/** The client at a terminal, with somebody typing. */
export interface Terminal {
  /** Types a line and Enter. */
  type(line: string): void;
  /** Presses keys, as their bytes. */
  press(keys: string): void;
  /** Waits until the screen has shown the words. */
  shown(words: string): Promise<void>;
  /** Leaves by `/exit`. */
  leave(): Promise<void>;
}

/** Whether there is the `script` of util-linux, which gives a program a terminal. Node has none to give. */
export const hasTerminal = (): boolean =>
  spawnSync('script', ['-qfec', 'test -t 0 && test -t 1', '/dev/null'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  }).status === 0;

/** What the client knows of a user who has been here before: the key and the folder are no questions any more. */
const settled = (cwd: string): object => ({
  hasCompletedOnboarding: true,
  customApiKeyResponses: { approved: ['sk-ant-dummy'], rejected: [] },
  projects: { [cwd]: { hasTrustDialogAccepted: true, enabledMcpjsonServers: ['notion_offplan'] } },
});

// The screen is drawn by moving about in it: moves count as blanks.
const plain = (drawn: string): string => drawn.replace(/\u001B\[[\d;?>]*[A-Za-z]/g, ' ').replace(/\s+/g, ' ');

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Starts the client at a terminal of its own, and waits until it listens. */
export async function claudeTerminal(client: string, cwd: string, options: ClaudeOptions): Promise<Terminal> {
  writeFileSync(join(options.env['HOME'] ?? '', '.claude.json'), JSON.stringify(settled(cwd)));
  const asks = [client, '--permission-mode', 'acceptEdits', '--allowedTools', 'Bash(*)']
    .map(quoted)
    .join(' ');
  const child = spawn('script', ['-qfec', `stty cols 120 rows 45; exec ${asks}`, '/dev/null'], {
    cwd,
    env: { ...claudeEnv(options), SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Without its terminal the client goes too.
  onTestFinished(() => void child.kill('SIGKILL'));
  let drawn = '';
  let gone = false;
  child.stdout.on('data', (part: Buffer) => (drawn += part.toString()));
  child.on('close', () => (gone = true));
  const shown = (words: string): Promise<void> =>
    until(`the screen shows ${JSON.stringify(words)}`, () => plain(drawn).includes(words));
  await shown('accept edits on');
  return {
    type: (line) => void child.stdin.write(`${line}\r`),
    press: (keys) => void child.stdin.write(keys),
    shown,
    async leave() {
      child.stdin.write('/exit\r');
      await until('the client leaves', () => gone);
    },
  };
}
