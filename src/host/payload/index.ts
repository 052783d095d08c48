import type { Payload, PayloadReader } from '../../telemetry/payload.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { at, fieldsOf, idOf } from './read.ts';
import type { Reading } from './reading.ts';

const MOST_FILES = 200;

// Others that run Claude Code's hooks send what it sends.
const readingOf = (host: string): Reading => (host === 'codex' ? codex : claudeCode);

/** What a host's hook wrote, as far as it is kept; undefined for what can never be counted. */
export const readPayload: PayloadReader = (host, payload, t): Payload | undefined => {
  const fields = fieldsOf(payload);
  const session = idOf(at(fields, 'session_id'));
  if (fields === undefined || session === undefined) return undefined;
  const reading = readingOf(host);
  const event = reading.event(host, fields, t);
  if (event === undefined) return undefined;
  if (event === 'none') return { session, event: undefined };
  const cwd = at(fields, 'cwd');
  const files = event.e === 'batch' ? [] : reading.files(fields).slice(0, MOST_FILES);
  return {
    session,
    event,
    ...(typeof cwd === 'string' ? { cwd } : {}),
    ...(files.length > 0 ? { files } : {}),
  };
};
