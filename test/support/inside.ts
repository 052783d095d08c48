import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command stands, and what it has in its environment. */
export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

class Kept extends Writable {
  readonly #parts: Buffer[] = [];

  override _write(part: Buffer, _encoding: string, done: () => void): void {
    this.#parts.push(part);
    done();
  }

  override toString(): string {
    return Buffer.concat(this.#parts).toString();
  }
}

/** Runs canon from its first line to its last as `src/main.ts` does, with a process that is made up. */
export async function runInside(
  { cwd, env }: Place,
  args: readonly string[],
  input: string | Buffer = '',
): Promise<Ran> {
  const { run } = await import('../../src/cli/run.ts');
  const host = Object.assign(new EventEmitter(), {
    argv: ['node', 'canon', ...args],
    // Node gives a process no variable that is undefined.
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    cwd: () => cwd,
    stdin: Readable.from(input.length === 0 ? [] : [Buffer.from(input)]),
    stdout: new Kept(),
    stderr: new Kept(),
    exitCode: undefined as number | undefined,
  });
  await run(host as unknown as NodeJS.Process);
  return { code: host.exitCode ?? 0, stdout: host.stdout.toString(), stderr: host.stderr.toString() };
}
