import { expect, test } from 'vitest';
import { bodyOf, exported, id, item } from './kit.ts';

const A = id('a');
const N = 300_000;
const many = (text: string): string => text.repeat(Math.floor(N / text.length));

// What takes for ever here would be quadratic in the length of a line, a page or a table.
test.each([
  ['brackets', `Status: ${many('(')}`],
  ['nested brackets', `Status: ${'('.repeat(N / 2)}${')'.repeat(N / 2)}`],
  ['pairs of brackets', `Status: ${many('(a),')}`],
  ['properties', `Status: x\n${many('a: b\n')}`],
  ['colons', many('a: ')],
  ['lines', many('x\n')],
  ['blanks', `${many(' ')}x`],
  ['ends of links', many('](a)')],
  ['links', many('[](a)')],
  ['callouts', many('<aside>\n')],
  ['blocks', many('\n\n    x')],
  ['letters in a block', `    ${many('a')}\n    b`],
  ['letters of a name', `Owner: ${many('a')}`],
])('a page of many %s is read', async (_, text) => {
  const contents = await exported({
    [`Log/P ${A}.md`]: `# a${many('-')}1\n\n${text}`,
    'Log_all.csv': 'Name,Status,a\n',
  });
  expect(contents.items).toHaveLength(1);
});

test('what is no table that a database has comes along as a file', async () => {
  const contents = await exported({
    [`Home ${A}.md`]: '# Home',
    [`Home ${A}/Wide ${id('b')}_all.csv`]: `${many('a,')}\n${many('b\n')}`,
    [`Home ${A}/Long ${id('c')}_all.csv`]: `a,b\n${'c,d\n'.repeat(100_001)}`,
    [`Home ${A}/More ${id('d')}_all.csv`]: 'Name\nx,more than columns\n',
  });
  expect(contents.problems.map(({ code, path }) => [code, path])).toEqual([
    ['import-notion-table', `Home ${A}/Wide ${id('b')}_all.csv`],
    ['import-notion-table', `Home ${A}/Long ${id('c')}_all.csv`],
  ]);
  expect(contents.assets.size).toBe(2);
  expect(bodyOf(item(contents, 'Home'))).toMatch(/- Database: \[Wide\]\(.*\n- Database: \[Long\]\(/);
  expect(item(contents, 'x').properties).toBe('- Column 2: more than columns');
});

test('rows and pages that all have one title', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => i);
  const contents = await exported({
    ...Object.fromEntries(rows.map((i) => [`DB/p${i}.md`, `# Same\n\nStatus: this is number ${i}`])),
    'DB_all.csv': `Name,Status,X\n${rows.map((i) => `Same,this is number ${i},`).join('\n')}`,
  });
  // Each row is the page that says the same, and nobody else does.
  expect(contents.items).toHaveLength(400);
});
