import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { BIN } from './built.ts';
import { until } from './quiet.ts';
import type { Sandbox } from './sandbox.ts';

/** The built command at a terminal of its own, with somebody pressing keys. */
export interface AtTerminal {
  /** Presses keys, as their bytes. */
  press(keys: string): void;
  /** Waits until the screen has shown the words. */
  shown(words: string): Promise<void>;
  /** Waits for the end: the exit code, and all that was drawn. */
  ended(): Promise<{ readonly code: number; readonly drawn: string }>;
}

// The screen is drawn by moving about in it: moves count as blanks.
const plain = (drawn: string): string => drawn.replace(/\u001B\[[\d;?]*[A-Za-z]/g, ' ').replace(/\s+/g, ' ');

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Starts canon at a terminal; ask `hasTerminal` before. */
export function atTerminal(box: Sandbox, cwd: string, args: readonly string[]): AtTerminal {
  const command = [process.execPath, BIN, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qfec', `stty cols 100 rows 40; exec ${command}`, '/dev/null'], {
    cwd,
    env: { ...box.env, SHELL: '/bin/sh', TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let drawn = '';
  let code: number | null | undefined;
  child.stdout.on('data', (part: Buffer) => (drawn += part.toString()));
  child.on('close', (ended) => (code = ended));
  return {
    press: (keys) => void child.stdin.write(keys),
    shown: (words) => until(`the screen shows ${JSON.stringify(words)}`, () => plain(drawn).includes(words)),
    async ended() {
      await until('canon ends', () => code !== undefined);
      return { code: code ?? -1, drawn: plain(drawn) };
    },
  };
}
