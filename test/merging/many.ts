import { simulate } from './simulate.ts';

// Two at a time: most of it is waiting for git.
const SIDE_BY_SIDE = 2;

/**
 * Plays so many long simulations, every other one with the merge driver.
 * @returns what went wrong, with its seed; empty where nothing did
 */
export async function simulateMany(
  first: number,
  count: number,
  onDone: (done: number) => void = () => {},
): Promise<string> {
  const failed: string[] = [];
  let next = first;
  const some = async (): Promise<void> => {
    while (next < first + count && failed.length === 0) {
      const seed = next++;
      const wrong = await simulate({ seed, steps: 60, driver: seed % 2 === 0 });
      if (wrong !== undefined) failed.push(wrong);
      onDone(seed - first + 1);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, some));
  return failed.join('\n\n');
}
