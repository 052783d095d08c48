import type { Doubt } from '../handoff/confirm.ts';
import type { Operators } from '../identity/operators.ts';
import type { Who } from '../identity/whoami.ts';
import { safeLine } from '../text/safe.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/** Asks at the terminal who is at work; undefined when the question is cancelled. */
export async function askOperator(
  who: Who,
  doubts: readonly Doubt[],
  operators: Operators,
  world: Pick<World, 'stdin'>,
): Promise<string | undefined> {
  const signs = doubts.map(({ evidence, slug }) => `${safeLine(evidence)} speaks for ${safeLine(slug)}`);
  const question = {
    message: `Who hands off? ${safeLine(who.evidence)} says ${who.slug}; ${signs.join('; ')}`,
    initialValue: who.slug,
    options: operators.list.map(({ slug, name, initials }) => ({
      value: slug,
      label: `${safeLine(name)} (${initials})`,
    })),
  };
  return ask(question, world);
}
