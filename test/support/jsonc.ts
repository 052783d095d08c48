import fc from 'fast-check';

// JSON as people, formatters and programs write it. Each list or object is laid out on its own: on one line, a
// line for each item, with comments anywhere, with a comma at the end.

export const gap = fc.constantFrom(
  '',
  '',
  ' ',
  ' /* c */ ',
  '\n',
  '\n  ',
  ' // c  \n',
  '\n/* two\nlines */\n',
  '\t',
);
const scalar = fc.constantFrom('1', '"a"', 'true', 'null', '"// no comment"', '"}]"', '-0.5e3', '"Привет"');

interface Layout {
  readonly gaps: readonly string[];
  readonly trailing: boolean;
}
export const layout: fc.Arbitrary<Layout> = fc.record({
  gaps: fc.array(gap, { minLength: 12, maxLength: 12 }),
  trailing: fc.boolean(),
});

export function written(items: readonly string[], [open, close]: string, { gaps, trailing }: Layout): string {
  const at = (n: number): string => gaps[n % gaps.length] ?? '';
  const body = items.map((item, n) => `${at(n)}${item}${at(n + 4)}`).join(',');
  const end = trailing && items.length > 0 ? `,${at(9)}` : '';
  return `${open}${body}${end}${items.length === 0 ? at(10) : ''}${close}`;
}

export const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.tuple(fc.array(tie('json'), { maxLength: 3 }), layout).map(([all, how]) => written(all, '[]', how)),
    fc.tuple(fc.array(tie('json'), { maxLength: 3 }), layout).map(([all, how]) =>
      written(
        all.map((one, n) => `"k${n}": ${one}`),
        '{}',
        how,
      ),
    ),
  ),
}));
