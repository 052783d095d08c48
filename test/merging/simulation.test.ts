import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

// Twelve whole ones are in the end-to-end tests, a thousand in `npm run fuzz`.
test.each([
  [1, true],
  [2, false],
])(
  'whatever two operators do in three clones, nothing is lost (seed %i, driver: %s)',
  async (seed, driver) => {
    expect(await simulate({ seed, steps: 12, driver })).toBeUndefined();
  },
);
