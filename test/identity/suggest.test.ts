import { describe, expect, test } from 'vitest';
import { operatorsOf, parseOperators } from '../../src/identity/operators.ts';
import { operatorYaml, suggestOperator } from '../../src/identity/suggest.ts';

const taken = operatorsOf([
  { slug: 'roman', initials: 'RO', name: 'Roman', emails: [] },
  { slug: 'anna', initials: 'AK', name: 'Anna', emails: [] },
]);

describe('the line suggested to a newcomer', () => {
  test.each([
    [{ name: 'Sergei Kuznetsov', email: 's@example.com' }, 'sergei', 'SK'],
    [{ name: 'Сергей Кузнецов', email: 's@example.com' }, 'sergey', 'SK'],
    [{ name: 'Roman', email: 'r2@example.com' }, 'roman-2', 'ROM'],
    [{ name: 'Roman Thaler', email: null }, 'roman-thaler', 'RT'],
    [{ name: 'Anna Krause', email: 'a@example.com' }, 'anna-krause', 'AN'],
    [{ name: null, email: 'jo.miller@example.com' }, 'jo', 'JM'],
    [{ name: null, email: null }, 'you', 'YO'],
    [{ name: 'Somebody', email: null, slug: 'kim' }, 'kim', 'SO'],
    [{ name: '李小龙', email: 'bruce@example.com' }, 'li', 'LXL'],
    [{ name: '???', email: 'x@example.com' }, 'operator', 'OP'],
    [{ name: 'Unknown', email: 'x@example.com' }, 'unknown-2', 'UN'],
    [{ name: 'A: #b, [c] {no}', email: "o'hara+x@example.com" }, 'a', 'ABCN'],
  ])('%j', async (who, slug, initials) => {
    const suggested = await suggestOperator(who, taken);
    expect([suggested.slug, suggested.initials]).toEqual([slug, initials]);
    expect(await parseOperators(operatorYaml(suggested))).toEqual([suggested]);
  });
});
