import { type Gathered, outcomeOf } from './gather.ts';
import { CODEX_ABORTED, CODEX_ERRORS } from './hookless.ts';
import { bag, bags, text } from './json.ts';

/** Notes the answer of a call. Codex writes one for a call that was interrupted, too. */
export function readOutput(all: Gathered, call: string, output: unknown): void {
  const told = beginning(output);
  const outcome = outcomeOf(all, call);
  if (CODEX_ABORTED.test(told)) return;
  outcome.result = true;
  if (CODEX_ERRORS.some((error) => error.test(told))) Object.assign(outcome, { failed: true, noHook: true });
  const code = /^(?:Process exited with code|Exit code:) (-?\d+)$/m.exec(
    told.split('\nOutput:\n')[0] ?? '',
  )?.[1];
  if (code === undefined) return;
  outcome.running = false;
  if (code !== '0') outcome.failed = true;
}

/** The beginning of an answer: a text, or a list of pieces of text. */
function beginning(output: unknown): string {
  if (typeof output === 'string') return output.slice(0, 400);
  const content = bag(output)?.['content'] ?? output;
  if (typeof content === 'string') return content.slice(0, 400);
  return (text(bags(content)[0]?.['text']) ?? '').slice(0, 400);
}
