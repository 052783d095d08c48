import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNewest, instantOf, newestFirst, notBefore } from '../../src/work/order.ts';

describe('the instant of a record', () => {
  it.each([
    ['2026-05-11', '2026-05-11T00:00:00Z'],
    ['2026-05-11T15:12:40+02:00', '2026-05-11T13:12:40Z'],
    ['2026-05-11t15:12:40.25z', '2026-05-11T15:12:40.250Z'],
    ['2026-05-11 15:12', '2026-05-11T15:12:00Z'],
    ['2026-05-11T15:12:40-0930', '2026-05-12T00:42:40Z'],
  ])('%s is %s', (created, expected) => {
    expect(instantOf(created)).toBe(Date.parse(expected));
  });

  it.each([
    '',
    '2026',
    'yesterday',
    '2026-13-01',
    '2026-00-10',
    '2026-05-32',
    '2026/05/11',
    '2026-05-11T',
    '2026-05-1a',
    '2026-05-11T25:00:00Z',
    '2026-05-11T10:60:00Z',
    '2026-05-11T10:00:00+',
    '2026-05-11T10:00:00+02:00x',
    '2026-05-11T10:00:00+99:00',
    '-026-05-11',
    '２０２６-05-11',
    `2026-05-11T10:00:00.${'1'.repeat(40)}Z`,
  ])('%j has none', (created) => {
    expect(instantOf(created)).toBeUndefined();
  });

  it('is the one that the language reads', () => {
    const offset = fc.integer({ min: -1439, max: 1439 }).map((minutes) => {
      const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((n) =>
        String(n).padStart(2, '0'),
      );
      return `${minutes < 0 ? '-' : '+'}${hour}:${minute}`;
    });
    const time = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(time, offset, (date, at) => {
        const created = `${date.toISOString().slice(0, -1)}${at}`;
        expect(instantOf(created)).toBe(Date.parse(created));
      }),
    );
  });
});

describe('the order of records', () => {
  const row = (id: string, created?: string): { id: string; created?: string } =>
    created === undefined ? { id } : { id, created };

  it('is newest first by the instant, then by id, and those without a date last', () => {
    const rows = [
      row('a', 'no date'),
      row('b', '2026-05-11T10:00:00+02:00'),
      row('c', '2026-05-11T09:30:00+01:00'),
      row('d'),
      row('e', '2026-05-11T10:30:00+02:00'),
    ];
    expect(newestFirst(rows).map(({ id }) => id)).toEqual(['e', 'c', 'b', 'd', 'a']);
    expect(rows.toSorted(compareNewest).map(({ id }) => id)).toEqual(['e', 'c', 'b', 'd', 'a']);
  });

  it('says what may close what', () => {
    expect(notBefore('2026-05-11T10:00:00Z', '2026-05-11T09:00:00Z')).toBe(true);
    expect(notBefore('2026-05-11T09:00:00Z', '2026-05-11T10:00:00Z')).toBe(false);
    expect(notBefore('2026-05-11T00:30:00+02:00', '2026-05-11')).toBe(true);
    expect(notBefore('2026-05-10T23:30:00+02:00', '2026-05-11')).toBe(false);
    expect(notBefore(undefined, '2026-05-11')).toBe(true);
  });
});
