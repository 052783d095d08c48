import { type Gathered, outcomeOf } from './gather.ts';
import { CODEX_ABORTED, CODEX_ERRORS, CODEX_SUCCESS } from './hookless.ts';
import { bag, bags, text } from './json.ts';

/** Notes the answer of a call. Codex writes one for a call that was interrupted, too. */
export function readOutput(all: Gathered, call: string, output: unknown): void {
  const told = beginning(output);
  const outcome = outcomeOf(all, call);
  if (CODEX_ABORTED.test(told)) return;
  outcome.result = true;
  if (CODEX_ERRORS.some((error) => error.test(told))) outcome.failed = true;
  else if (CODEX_SUCCESS.some((success) => success.test(told))) outcome.proven = true;
  const head = told.split('Output:\n', 1)[0] ?? '';
  const code = /^(?:Process exited with code|Exit code:) (-?\d+)$/m.exec(head)?.[1];
  if (code !== undefined && code !== '0') outcome.failed = true;
}

/** The beginning of an answer: a text, or a list of pieces of text. */
function beginning(output: unknown): string {
  if (typeof output === 'string') return output.slice(0, 400);
  const content = bag(output)?.['content'] ?? output;
  if (typeof content === 'string') return content.slice(0, 400);
  return (text(bags(content)[0]?.['text']) ?? '').slice(0, 400);
}
