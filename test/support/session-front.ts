import fc from 'fast-check';

// Frontmatter of sessions, line by line: as canon writes it, and as people and hostile people do.

export const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('Ship the hook', 'Почини резюме', '"quoted: title"', "'single'", '漢字の題'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '  spaced  ',
      '""',
      '~',
      'null',
      '** **',
      '<br>',
      '\u200b',
      'a # comment',
      'a: b',
      '',
    ),
  },
);
export const list = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('[ops, infra]', '[]', '[RT-260511-01#w1]') },
  { weight: 1, arbitrary: fc.constantFrom('ops', '[a, null]', '[a, a]', '"x"') },
);
export const created = fc.constantFrom(
  '2026-05-11T15:12:40+02:00',
  '2026-05-11',
  '"2026-05-11T15:12:40Z"',
  'some day',
);
export const line = (key: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: value.map((one) => `${key}: ${one}\n`) },
    { weight: 1, arbitrary: fc.constantFrom('', `${key}:\n`, `${key}: { a: 1 }\n`, `${key}:\n- x\n`) },
  );
export const mostly = (usual: string, ...others: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
export const breakdown = fc.constantFrom(
  'tool_calls_breakdown:\n  Bash: 71\n  mcp__notion_offplan: 0\n',
  'tool_calls_breakdown:\n  Bash: 71\n  Edit: 2\n  Bash: 3\n',
  'tool_calls_breakdown: { Bash: 1, Edit: 2 }\n',
  'tool_calls_breakdown: { Bash: 1, Bash: 2 }\n',
  'tool_calls_breakdown:\n',
  '',
);
/** Mostly usual. */
const often = (odd: fc.Arbitrary<string>, ...usual: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: odd });
/** As canon writes it but for one line in thirty or so. */
export const usualFront = fc
  .tuple(
    line(
      'title',
      often(
        words,
        'Ship the hook',
        'Ends in\u00a0',
        'Blanks  ',
        'Почини резюме',
        '"quoted: title"',
        'a **b** _c_ `d`',
      ),
    ),
    line('operator', often(words, 'roman', 'sergei')),
    line(
      'summary',
      often(words, 'Short.', '"with: colon"', `Long ${'words '.repeat(90)}end`, 'x &amp; <b>y</b>'),
    ),
    often(words, '', 'plan: a-plan\n'),
    often(words, 'workstream: a-stream\n', ''),
    line(
      'tags',
      often(list, '[ops, infra]', '[]', '[архитектура]', '["C++", x]', '[a b, c:d]', '[ops, a  b, ops]'),
    ),
    often(words, '', '', 'supersedes: [RT-260510-01]\n', 'supersedes: []\n', 'superseded_by: RT-260512-01\n'),
    often(words, '', 'aliases: [old-1, old-2]\n', 'aliases: []\n', 'aliases:\n  - old\n'),
    often(words, '', 'closes: [RT-260510-01#w1]\n', 'closes: []\n'),
    line('kind', fc.constant('session')),
    often(words, 'id: RT-260511-01\nstatus: handed-off\n', 'id: RT-260511-01\n'),
    line('created', often(created, '2026-05-11T15:12:40+02:00', '2026-05-11T15:12:40Z')),
    often(words, '', 'branch: main\n', 'branch: feature/я\n'),
    often(words, '', 'base: 1234567\nhead: 0123456\ncommits: [abcdef0, "1234567"]\n', 'commits: [abcdef0]\n'),
    often(breakdown, '', 'tool_calls_breakdown:\n  Bash: 71\n  mcp__notion_offplan: 0\n'),
  )
  .map((lines) => lines.join(''));
