import { readClaudeCode } from './claude-code.ts';
import { readCodex } from './codex.ts';
import type { TranscriptFacts, TranscriptPlace, TranscriptReader } from './facts.ts';

export type { Tokens, TranscriptCall, TranscriptFacts, TranscriptPlace } from './facts.ts';

/** Every host whose files canon can read. */
const READERS: ReadonlyMap<string, TranscriptReader> = new Map([
  ['claude-code', readClaudeCode],
  ['codex', readCodex],
]);

/**
 * What the host's own files say of a session: which calls there were, and tokens. Undefined where there is no file
 * that may be read, or canon does not know the host. Files are read line by line, however large; ids, names of
 * tools and models, numbers and times are all that is taken from them.
 */
export const readTranscript = (host: string, place: TranscriptPlace): TranscriptFacts | undefined =>
  READERS.get(host)?.(place);
