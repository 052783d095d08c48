import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { operatorsOf, parseOperators } from '../../src/identity/operators.ts';
import { OPERATORS } from '../support/project.ts';

const faultOf = async (text: string): Promise<CanonError> => {
  const error = await parseOperators(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CanonError)) throw new Error('was accepted');
  return error;
};

describe('an operators file', () => {
  test('on one line each', async () => {
    expect(await parseOperators(OPERATORS)).toEqual([
      { slug: 'roman', initials: 'RT', name: 'Roman', emails: ['roman@example.com', 'r@example.org'] },
      { slug: 'sergei', initials: 'SK', name: 'Sergei', emails: ['sergei@example.com'] },
    ]);
  });

  test('in blocks, with comments, CRLF and a BOM', async () => {
    const text =
      '\uFEFF# us\r\nanna-maria:\r\n  initials: NO # not a boolean\r\n  emails:\r\n    - a@b.example\r\n';
    expect(await parseOperators(text)).toEqual([
      { slug: 'anna-maria', initials: 'NO', name: 'anna-maria', emails: ['a@b.example'] },
    ]);
  });

  test('in YAML of any other shape', async () => {
    const text = '{ roman: { initials: "RT",\n name: "Ро\\u043cан", emails: [ ] } }\n';
    expect(await parseOperators(text)).toEqual([
      { slug: 'roman', initials: 'RT', name: 'Роман', emails: [] },
    ]);
  });

  test('that is empty has nobody in it', async () => {
    expect(await parseOperators('# nobody yet\n')).toEqual([]);
  });

  test('finds by slug, by initials and by address in any case', async () => {
    const operators = operatorsOf(await parseOperators(OPERATORS));
    expect(operators.bySlug('sergei')?.initials).toBe('SK');
    expect(operators.byInitials('RT')?.slug).toBe('roman');
    expect(operators.byEmail('R@Example.ORG')?.slug).toBe('roman');
    expect(operators.byEmail('')).toBeUndefined();
  });
});

describe('an operators file is refused, with the place,', () => {
  test.each([
    ['for broken YAML', 'roman: {\n', 'E_OPERATORS_SYNTAX', 1, 8],
    ['for a list', '- roman\n', 'E_OPERATORS_VALUE', 1, 1],
    ['for an operator that is no map', 'roman: RT\n', 'E_OPERATORS_VALUE', 1, 8],
    ['for a name that is no slug', 'Roman T: { initials: RT }\n', 'E_OPERATORS_VALUE', 1, 10],
    ['for the reserved name', 'unknown: { initials: UN }\n', 'E_OPERATORS_RESERVED', 1, 10],
    ['for small initials', 'roman: { initials: rt }\n', 'E_OPERATORS_VALUE', 1, 20],
    ['for five initials', 'roman: { initials: ABCDE }\n', 'E_OPERATORS_VALUE', 1, 20],
    ['without initials', 'roman: { name: R }\n', 'E_OPERATORS_VALUE', 1, 8],
    [
      'for an address that is not in a list',
      'roman: { initials: RT, emails: a@b }\n',
      'E_OPERATORS_VALUE',
      1,
      32,
    ],
    [
      'for what is no address',
      'roman: { initials: RT, emails: [a@b, nobody] }\n',
      'E_OPERATORS_VALUE',
      1,
      38,
    ],
    [
      'for one address of two',
      'a: { initials: AA, emails: [x@y.z] }\nb: { initials: BB, emails: [p@q.r, X@Y.Z] }\n',
      'E_OPERATORS_DUPLICATE',
      2,
      36,
    ],
    [
      'for one pair of initials of two',
      'a: { initials: AA }\nb: { initials: AA }\n',
      'E_OPERATORS_DUPLICATE',
      2,
      16,
    ],
    ['for one operator twice', 'a: { initials: AA }\na: { initials: BB }\n', 'E_OPERATORS_SYNTAX', 2, 1],
  ])('%s', async (_what, text, code, line, column) => {
    const error = await faultOf(text);
    expect([error.code, error.line, error.column]).toEqual([code, line, column]);
    expect(error.path).toBe('.canon/operators.yaml');
  });
});
