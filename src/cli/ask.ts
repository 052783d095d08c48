import type { Key } from 'node:readline';
import type { World } from '../world.ts';

/** One of a few answers to a question at the terminal. */
export interface Question {
  readonly message: string;
  /** What Enter alone answers. */
  readonly initialValue: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/**
 * Asks at the terminal. Loads the prompts only now; undefined when the question is cancelled: by Escape, by Ctrl-C, or by
 * Ctrl-D, of which the prompts know nothing. They would never answer then, and the process end without a word.
 */
export async function ask(
  { message, initialValue, options }: Question,
  { stdin }: Pick<World, 'stdin'>,
): Promise<string | undefined> {
  const { isCancel, select } = await import('@clack/prompts');
  const ended = new AbortController();
  const onKey = (_: unknown, key: Key | undefined): void => {
    if (key?.ctrl === true && key.name === 'd') ended.abort();
  };
  stdin.on('keypress', onKey);
  try {
    const answer = await select({ message, initialValue, options: [...options], signal: ended.signal });
    return isCancel(answer) ? undefined : answer;
  } finally {
    stdin.off('keypress', onKey);
  }
}
