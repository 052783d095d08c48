import { expect, test } from 'vitest';
import { simulateMany } from '../merging/many.ts';

const count = Number(process.env['CANON_FUZZ_COUNT']);
const first = Number(process.env['CANON_FUZZ_FIRST']);

test('whatever two operators do in three clones, nothing is lost, for many seeds', async () => {
  const told = (done: number): void => {
    if (done % 50 === 0) process.stderr.write(`${done} of ${count}\n`);
  };
  expect(await simulateMany(first, count, told)).toBe('');
}, 86_400_000);
