import type { Args } from '../diagnostic.ts';

/** One sentence of canon: what happened and why, and what to do about it. */
export interface Message {
  readonly text: string | ((args: Args) => string);
  readonly hint?: string | ((args: Args) => string);
  /** What stands beside the caret when the source line is shown. */
  readonly note?: string | ((args: Args) => string);
}

/** The sentences of one room, by permanent code. */
export type Messages = Readonly<Record<string, Message>>;
