/** So many records are in one part of an index. */
export const GROUP = 128;

/**
 * Records in the groups that are indexed together: the oldest first, so that a new one changes the last group alone.
 * @param newestFirst in the order of `compareNewest`
 */
export function groupsOf<T>(newestFirst: readonly T[]): T[][] {
  const oldestFirst = newestFirst.toReversed();
  const groups: T[][] = [];
  for (let at = 0; at < oldestFirst.length; at += GROUP) groups.push(oldestFirst.slice(at, at + GROUP));
  return groups;
}
