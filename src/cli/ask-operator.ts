import type { Doubt } from '../handoff/confirm.ts';
import type { Operators } from '../identity/operators.ts';
import type { Who } from '../identity/whoami.ts';
import { safeLine } from '../text/safe.ts';

/** Asks at the terminal who is at work. Loads the prompts only now; undefined when the question is cancelled. */
export async function askOperator(
  who: Who,
  doubts: readonly Doubt[],
  operators: Operators,
): Promise<string | undefined> {
  const { isCancel, select } = await import('@clack/prompts');
  const signs = doubts.map(({ evidence, slug }) => `${safeLine(evidence)} speaks for ${safeLine(slug)}`);
  const answer = await select({
    message: `Who hands off? ${safeLine(who.evidence)} says ${who.slug}; ${signs.join('; ')}`,
    initialValue: who.slug,
    options: operators.list.map(({ slug, name, initials }) => ({
      value: slug,
      label: `${safeLine(name)} (${initials})`,
    })),
  });
  return isCancel(answer) ? undefined : answer;
}
