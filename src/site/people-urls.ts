import type { SiteModel } from './model.ts';
import { foldedName } from './folded-name.ts';
import { byName, toldApart, type Wish } from './told-apart.ts';
import { operatorUrl, segment } from './urls.ts';

/** The list of people is a file there. */
const LIST = 'index.html';

/**
 * The pages of operators, and of everybody else whom records name as their owner, by slug. Nobody else's name changes an
 * operator's.
 */
export function peopleUrls(
  operators: SiteModel['operators'],
  others: Iterable<string>,
): ReadonlyMap<string, string> {
  const known = operatorParts(operators);
  return new Map([...urlsOf(known), ...urlsOf(toldApart(wishesOf(others), [LIST, ...known.values()]))]);
}

const operatorParts = (operators: SiteModel['operators']): Map<string, string> =>
  toldApart(wishesOf(operators.map(({ slug }) => slug)), [LIST]);

const urlsOf = (parts: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...parts].map(([slug, part]) => [slug, operatorUrl(part)]));

/** Names that are written as slugs are go first, then those that are written as they are called. */
function wishesOf(names: Iterable<string>): Wish[] {
  const wishes = [...names].map((name): Wish => [name, segment(name)]);
  const rank = ([name, part]: Wish): number => (name !== part ? 2 : foldedName(name) === name ? 0 : 1);
  return wishes.toSorted((a, b) => rank(a) - rank(b) || byName(a[0], b[0]));
}
