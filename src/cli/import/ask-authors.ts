import type { Operators } from '../../identity/operators.ts';
import { UNKNOWN } from '../../identity/operators.ts';
import { foldName, type ImportMap } from '../../import/map.ts';
import { namesOf } from '../../import/plan/attribute.ts';
import type { PlannedItem } from '../../import/plan/plan.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { ask } from '../ask.ts';

/** Somebody that a source names, and that is no operator. */
export interface Stranger {
  readonly name: string;
  /** So many of the new records are theirs. */
  readonly count: number;
}

/** Fewer are no reason to ask: they are listed, and a map or `canon set` says whose they are. */
const MANY = 5;
/** More questions than that are a case for a map. */
const MOST = 8;

/** The strangers worth a question, those of the most records first. */
export function strangersIn(items: readonly PlannedItem[]): Stranger[] {
  const counts = new Map<string, Stranger>();
  for (const { item, action, doubts } of items) {
    const [name] = item.author === undefined ? [] : namesOf(item.author.value);
    if (action !== 'create' || name === undefined || !doubts.includes('author')) continue;
    const known = counts.get(foldName(name));
    counts.set(foldName(name), { name: known?.name ?? name, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .filter(({ count }) => count >= MANY)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
}

/** The map with answers in it. */
export function withAnswers(map: ImportMap, answers: ReadonlyMap<string, string>): ImportMap {
  const authors = new Map(map.authors);
  for (const [name, slug] of answers) authors.set(foldName(name), slug);
  return { ...map, authors };
}

/**
 * Asks at the terminal who they are; undefined when a question is cancelled, and none of the answers counts then. Enter
 * alone says nobody's: ids carry initials, and stay.
 */
export async function askAuthors(
  strangers: readonly Stranger[],
  operators: Operators,
  world: Pick<World, 'stdin'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const answers = new Map<string, string>();
  for (const { name, count } of strangers) {
    const question = {
      initialValue: UNKNOWN,
      message: `${safeLine(name)} has written ${count} of these, and is no operator. Who is it?`,
      options: [
        ...operators.list.map((one) => ({
          value: one.slug,
          label: `${safeLine(one.name)} (${one.initials})`,
        })),
        { value: UNKNOWN, label: 'nobody of these' },
      ],
    };
    const answer = await ask(question, world);
    if (answer === undefined) return undefined;
    answers.set(name, answer);
  }
  return answers;
}
