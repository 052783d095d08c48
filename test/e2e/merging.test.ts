import { expect, test } from 'vitest';
import { simulate } from '../merging/simulate.ts';

test('whatever two operators do in three clones for long, nothing is lost', async () => {
  for (let seed = 101; seed <= 120; seed++) {
    for (const driver of [true, false]) expect(await simulate({ seed, steps: 60, driver })).toBeUndefined();
  }
}, 1_800_000);
