import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteCleared, takeCleared } from '../../src/telemetry/cleared.ts';
import { sandbox } from '../support/sandbox.ts';

const NOW = Date.now();
const of = (session: string, more = {}) => ({ session, worktree: '/w', client: undefined, ...more });

test('a session goes on from one that was cleared just now, in its work tree and its client', () => {
  const local = sandbox().dir;
  const place = { local };
  noteCleared(place, of('elsewhere', { worktree: '/other' }));
  noteCleared(place, of('of-another-client', { client: '7' }));
  noteCleared(place, of('long-ago'));
  const old = (NOW - 61_000) / 1000;
  utimesSync(join(local, 'cleared', 'long-ago'), old, old);
  expect(takeCleared(place, of('next', { client: '8' }), NOW)).toBeUndefined();
  noteCleared(place, of('before', { client: '8' }));
  expect(takeCleared(place, of('next', { client: '8' }), NOW)).toBe('before');
  // Whoever asks next finds it taken; what was not theirs is still there for whom it is.
  expect(takeCleared(place, of('third', { client: '8' }), NOW)).toBeUndefined();
  expect(takeCleared(place, of('theirs', { client: '7' }), NOW)).toBe('of-another-client');
  expect(takeCleared(place, of('there', { worktree: '/other' }), NOW)).toBe('elsewhere');
});
