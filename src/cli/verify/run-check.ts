import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { CanonError } from '../../fault/error.ts';
import { shellWords } from '../../text/shell-words.ts';
import type { World } from '../../world.ts';
import { forward } from './forward.ts';

/** How a check ended. */
export interface Checked {
  /** 128 and the number of the signal where one ended it, as shells have it. */
  readonly exit: number;
  readonly ms: number;
  /** The signal that canon itself was sent meanwhile, or whose reader had gone: then the check came to nothing. */
  readonly interrupted: NodeJS.Signals | undefined;
  /** What was said last ended without a newline. */
  readonly openLine: boolean;
}

export interface CheckCall {
  readonly argv: readonly string[];
  readonly world: World;
  /** Its standard output goes to standard error: ours is a document. */
  readonly toStderr: boolean;
  readonly hear: (bytes: Buffer) => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** What a terminal sends to everybody in the foreground by itself. */
const OF_TERMINAL: readonly string[] = ['SIGINT', 'SIGQUIT'];
/** A child that has ended may have left its streams to another: so long nothing has to come, in milliseconds. */
const QUIET = 250;

/**
 * Runs a command in the caller's own folder, environment and standard input, and shows what it says as it says it. No
 * shell stands between. Signals reach it as well; canon waits for how it ends.
 * @throws E_VERIFY_NOT_FOUND, E_VERIFY_SHELL, E_VERIFY_START
 */
export function runCheck({ argv, world, toStderr, hear }: CheckCall): Promise<Checked> {
  const [command = '', ...args] = argv;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: world.cwd,
      env: { ...world.env },
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    const streams = [
      forward(child.stdout, toStderr ? world.stderr : world.stdout, hear),
      forward(child.stderr, world.stderr, hear),
    ];
    let interrupted: NodeJS.Signals | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      interrupted ??= signal;
      if (!(OF_TERMINAL.includes(signal) && world.stdin.isTTY === true)) child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
    let timer: NodeJS.Timeout | undefined;
    const leave = (): void => {
      clearInterval(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      leave();
      reject(notStarted(argv, error));
    });
    child.on('exit', () => {
      timer = setInterval(() => {
        const quiet = streams.every((one) => one.came() === 0 && !one.isBlocked());
        if (!quiet) return;
        child.stdout.destroy();
        child.stderr.destroy();
      }, QUIET);
    });
    child.on('close', (code, signal) => {
      leave();
      const exit = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      const ms = Math.round(performance.now() - began);
      const openLine = streams.some((one) => ![undefined, 0x0a].includes(one.lastByte()));
      // It ended so because its reader had gone, as far as anybody can tell.
      if (exit !== 0 && streams.some((one) => one.isGone())) interrupted ??= 'SIGPIPE';
      resolve({ exit, ms, interrupted, openLine });
    });
  });
}

function notStarted(argv: readonly string[], cause: NodeJS.ErrnoException): CanonError {
  const [command = ''] = argv;
  const line = shellWords(argv);
  if (cause.code !== 'ENOENT')
    return new CanonError('E_VERIFY_START', {
      data: { command: line, reason: cause.code ?? cause.message },
      cause,
    });
  // One word that no file is called: somebody thinks of a shell.
  if (argv.length === 1 && /[\s&|;<>$`*?(){}]/.test(command)) {
    const plain = /^[\w@%+=:,./ -]+$/.test(command) && !/^\S*=/.test(command);
    const better = plain ? command.trim() : shellWords(['sh', '-c', command]);
    return new CanonError('E_VERIFY_SHELL', { data: { command: line, better }, cause });
  }
  if (/^[A-Za-z_]\w*=/.test(command)) {
    const better = `env ${line}`;
    return new CanonError('E_VERIFY_SHELL', { data: { command: line, better }, cause });
  }
  return new CanonError('E_VERIFY_NOT_FOUND', { data: { command: argv[0] ?? '', line }, cause });
}
