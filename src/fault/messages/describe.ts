import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

/** What is said of a code. */
export interface Described {
  readonly text: string;
  readonly hint: string | undefined;
  readonly note: string | undefined;
}

const fill = (part: string | ((args: Args) => string) | undefined, args: Args): string | undefined =>
  typeof part === 'function' ? part(args) : part;

/** The sentence, the hint and the note at the caret that some messages have for a code. An unknown code speaks for itself. */
export function describeIn(messages: Messages, code: string, args: Args): Described {
  const message = messages[code];
  return {
    text: fill(message?.text, args) ?? code,
    hint: fill(message?.hint, args),
    note: fill(message?.note, args),
  };
}
