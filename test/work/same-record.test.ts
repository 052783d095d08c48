import { expect, test } from 'vitest';
import { areDifferent, type Identity, isYounger } from '../../src/work/same-record.ts';

const session = (created?: string, owner?: string, more: Partial<Identity> = {}): Identity => ({
  kind: 'session',
  ...(created === undefined ? {} : { created }),
  ...(owner === undefined ? {} : { owner }),
  ...more,
});
const TEN = '2026-05-11T10:00:00+02:00';
const ELEVEN = '2026-05-11T11:00:00+02:00';

test.each<[string, Identity, Identity, boolean]>([
  ['the same time', session(TEN, 'roman'), session('2026-05-11T08:00:00Z', 'roman'), false],
  ['another time', session(TEN, 'roman'), session(ELEVEN, 'roman'), true],
  ['another operator', session(TEN, 'roman'), session(TEN, 'sergei'), true],
  ['no time', session(undefined, 'roman'), session(TEN, 'roman'), false],
  [
    'taken down by itself, then handed off',
    session(TEN, 'roman', { status: 'auto', hostSessions: ['a'] }),
    session(ELEVEN, 'roman', { status: 'handed-off', hostSessions: ['a', 'b'] }),
    false,
  ],
  [
    'taken down by itself in another session',
    session(TEN, 'roman', { status: 'auto', hostSessions: ['a'] }),
    session(ELEVEN, 'roman', { status: 'handed-off', hostSessions: ['b'] }),
    true,
  ],
])('%s', (_name, a, b, expected) => {
  expect(areDifferent(a, b)).toBe(expected);
  expect(areDifferent(b, a)).toBe(expected);
});

test('a plan that both sides had before they parted is one, whoever owns it now', () => {
  const plan = (created: string, owner: string): Identity => ({ kind: 'plan', created, owner });
  expect(areDifferent(plan('2026-05-01', 'roman'), plan('2026-05-01', 'sergei'))).toBe(true);
  expect(areDifferent(plan('2026-05-01', 'roman'), plan('2026-05-02', 'sergei'), true)).toBe(false);
});

test('of two records one is the younger, and both sides say the same', () => {
  expect(isYounger(session(ELEVEN, 'a'), session(TEN, 'b'))).toBe(true);
  expect(isYounger(session(TEN, 'b'), session(TEN, 'a'))).toBe(true);
  expect(isYounger(session(TEN, 'a'), session(TEN, 'b'))).toBe(false);
  expect(isYounger(session(undefined, 'a'), session(TEN, 'a'))).toBe(false);
});
