import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanonError } from '../../src/fault/error.ts';
import { type Assignment, readAssignments, settableKeys, withEntries } from '../../src/record/assignment.ts';
import type { Kind } from '../../src/record/kinds.ts';

const READ: readonly (readonly [kind: Kind, word: string, assignment: Assignment])[] = [
  ['plan', 'title=One sender', { key: 'title', to: 'One sender' }],
  ['plan', 'title=a=b', { key: 'title', to: 'a=b' }],
  ['plan', 'summary= two\nlines ', { key: 'summary', to: 'two lines' }],
  ['plan', 'summary=', { key: 'summary', to: undefined }],
  ['plan', 'version=1.10', { key: 'version', to: '1.10' }],
  ['plan', 'tags=infra, ops,,infra', { key: 'tags', to: ['infra', 'ops'] }],
  ['plan', 'tags=,', { key: 'tags', to: undefined }],
  ['plan', 'success_criteria=One\\, two,three', { key: 'success_criteria', to: ['One, two', 'three'] }],
  ['learning', 'applies_to=["src/{a,b}/*.ts"]', { key: 'applies_to', to: ['src/{a,b}/*.ts'] }],
  ['learning', 'applies_to=[ab].ts', { key: 'applies_to', to: ['[ab].ts'] }],
  ['session', 'tags+=a,b', { key: 'tags', add: ['a', 'b'], remove: [] }],
  ['session', 'tags-=a', { key: 'tags', add: [], remove: ['a'] }],
];

test.each(READ)('of a %s, %j is read', (kind, word, assignment) => {
  expect(readAssignments(kind, [word])).toEqual([assignment]);
});

const REFUSED: readonly (readonly [kind: Kind, words: readonly string[], code: string])[] = [
  ['plan', ['title'], 'E_SET_SYNTAX'],
  ['plan', ['=x'], 'E_SET_SYNTAX'],
  ['plan', ['ttle=x'], 'E_SET_KEY'],
  ['plan', ['__proto__=x'], 'E_SET_KEY'],
  ['plan', ['constructor=x'], 'E_SET_KEY'],
  ['adr', ['owner=roman'], 'E_SET_KEY'],
  ['plan', ['id=x'], 'E_SET_MACHINE'],
  ['learning', ['kind=plan'], 'E_SET_MACHINE'],
  ['plan', ['imported=x'], 'E_SET_MACHINE'],
  ['session', ['created=2026-05-11T10:00:00Z'], 'E_SET_MACHINE'],
  ['session', ['tool_calls=0'], 'E_SET_MACHINE'],
  ['plan', ['status=done'], 'E_SET_STATUS'],
  ['plan', ['title='], 'E_SET_REQUIRED'],
  ['plan', ['priority+=P0'], 'E_SET_LIST'],
  ['plan', ['title=a', 'title=b'], 'E_SET_TWICE'],
  ['plan', ['tags+=a', 'tags=b'], 'E_SET_TWICE'],
];

test.each(REFUSED)('of a %s, %j is refused', (kind, words, code) => {
  const read = (): unknown => readAssignments(kind, words);
  expect(read).toThrow(expect.objectContaining({ code }) as CanonError);
});

test('a key that is not there is told with what is near', () => {
  const read = (): unknown => readAssignments('workstream', ['prioriy=P0']);
  expect(read).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ near: ['priority'] }) }) as Error,
  );
});

test('people set what people write, and no machine’s keys', () => {
  expect(settableKeys('session').slice(0, 3)).toEqual(['title', 'operator', 'summary']);
  expect(settableKeys('session')).not.toContain('created');
  expect(settableKeys('workstream')).toContain('created');
});

describe('entries of a list', () => {
  test('come and go, each once, and leave the order of the others', () => {
    expect(withEntries(['a', 'b', 'c'], { add: ['d', 'a', 'd'], remove: ['b', 'x'] })).toEqual([
      'a',
      'c',
      'd',
    ]);
  });

  test('are as they are asked to be, whatever is there', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(list, list, list, (before, add, remove) => {
        const gone = remove.filter((one) => !add.includes(one));
        const after = withEntries(before, { add, remove: gone });
        expect(new Set(after)).toEqual(new Set([...before, ...add].filter((one) => !gone.includes(one))));
        expect(withEntries(after, { add, remove: gone })).toEqual(after);
      }),
    );
  });
});
