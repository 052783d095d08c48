import { expect, test } from 'vitest';
import { sealed, unsealed } from '../../src/store/sealed.ts';

test.each([
  ['plain', { title: 'Flip the store', tags: ['ops'] }],
  ['a few letters', { title: 'Flip — the store 😀', note: 'x'.repeat(200) }],
  ['all of them', { title: 'Перенести хранилище', tags: ['склад'] }],
])('what was sealed is what is read: %s', (_, value) => {
  const text = sealed(value);
  expect(unsealed(Buffer.from(text))).toEqual({ ...value });
  expect(unsealed(Buffer.from(text.replace('"title":"', '"title":"a')))).toBeUndefined();
  expect(unsealed(Buffer.from(text).subarray(0, -1))).toBeUndefined();
});

test('what nobody has sealed is nothing', () => {
  for (const text of ['', '{}', 'null', '{"sum":"short","a":1}'])
    expect(unsealed(Buffer.from(text))).toBeUndefined();
  expect(unsealed(undefined)).toBeUndefined();
});
