import { expect, test } from 'vitest';
import { compare, isSound, verifyDocument } from '../../src/telemetry/verify.ts';

type Seen = readonly [id: string, result?: boolean, no_hook?: true];

const transcript = (calls: readonly Seen[], skipped = 0) => ({
  path: '/home/dev/s1.jsonl',
  skipped,
  calls: new Map(
    calls.map(([id, result = true, no_hook]) => [
      id,
      { tool: 'Bash', result, ...(no_hook ? { no_hook } : {}) },
    ]),
  ),
});
const recorded = (...ids: string[]) => ids.map((id) => ({ id, tool: 'Bash' }));

test.each([
  [
    'all',
    recorded('a', 'b'),
    transcript([['a'], ['b']]),
    undefined,
    { proof: 'complete', expected: 2 },
    true,
  ],
  [
    'one is missing',
    recorded('a'),
    transcript([['a'], ['b']]),
    undefined,
    { proof: 'partial', missing: recorded('b') },
    false,
  ],
  [
    'one is not written yet',
    recorded('a', 'b'),
    transcript([['a']]),
    undefined,
    { proof: 'complete', surplus: recorded('b') },
    false,
  ],
  [
    'one was interrupted',
    recorded('a'),
    transcript([['a'], ['b', false]]),
    undefined,
    { proof: 'complete', unfinished: recorded('b'), expected: 1 },
    true,
  ],
  [
    'an interrupted one that was recorded',
    recorded('a'),
    transcript([['a', false]]),
    undefined,
    { proof: 'complete', unfinished: [], expected: 1 },
    true,
  ],
  [
    'one without a hook',
    recorded('a'),
    transcript([['a'], ['b', true, true]]),
    undefined,
    { proof: 'complete', no_hook: recorded('b'), expected: 1 },
    true,
  ],
  [
    'one without a hook, recorded',
    recorded('b'),
    transcript([['b', true, true]]),
    undefined,
    { proof: 'complete', no_hook: [], expected: 1 },
    true,
  ],
  [
    'a line that cannot be read',
    recorded('a'),
    transcript([['a']], 1),
    undefined,
    { proof: 'partial', skipped: 1 },
    true,
  ],
  [
    'no transcript',
    recorded('a'),
    undefined,
    undefined,
    { proof: 'partial', transcript: null, surplus: [], expected: 0 },
    true,
  ],
  ['nothing recorded, no transcript', [], undefined, undefined, { proof: 'absent' }, true],
  [
    'nothing recorded',
    [],
    transcript([['a']]),
    undefined,
    { proof: 'absent', missing: recorded('a') },
    false,
  ],
  ['nothing recorded where nothing was called', [], transcript([]), true, { proof: 'complete' }, true],
  ['a journal without calls, no transcript', [], undefined, true, { proof: 'partial' }, true],
  ['a journal that has nothing of it', [], transcript([]), false, { proof: 'absent' }, true],
] as const)('%s', (_, own, seen, journal, expected, sound) => {
  const verification = compare(own, seen, journal);
  expect(verification).toMatchObject(expected);
  expect(isSound(verification)).toBe(sound);
});

test('calls are compared by their ids: hooks and transcripts may name a tool otherwise', () => {
  const own = new Map([
    ['call_1', { tool: 'Bash' }],
    ['__proto__', { tool: 'Bash' }],
  ]);
  const seen = {
    path: '/x',
    skipped: 0,
    calls: new Map([['call_1', { tool: 'exec_command', result: true }]]),
  };
  expect(compare(own, seen)).toMatchObject({ missing: [], surplus: [{ id: '__proto__' }] });
});

test('a document has calls by their ids, with no more of them than that', () => {
  expect(verifyDocument(compare(recorded('a', 'c'), transcript([['a'], ['b'], ['d', false]])))).toEqual({
    transcript: '/home/dev/s1.jsonl',
    recorded: 2,
    in_transcript: 3,
    missing: ['b'],
    surplus: ['c'],
    unfinished: ['d'],
    no_hook: [],
    skipped: 0,
    proof: 'partial',
  });
});
