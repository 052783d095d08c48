import { expect, test } from 'vitest';
import { simulateMany } from '../merging/many.ts';

test('whatever two operators do in three clones for long, nothing is lost: twelve seeds', async () => {
  expect(await simulateMany(101, 12)).toBe('');
}, 1_800_000);
