import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitDocument } from '../../src/record/document.ts';

test.each<[name: string, text: string, parts: object]>([
  [
    'frontmatter and body',
    '---\na: 1\nb: 2\n---\n# T\n',
    {
      bom: false,
      eol: '\n',
      open: 0,
      yaml: 'a: 1\nb: 2\n',
      yamlStart: 4,
      yamlLine: 2,
      body: '# T\n',
      bodyLine: 5,
      hasFrontmatter: true,
    },
  ],
  [
    'CRLF',
    '---\r\na: 1\r\n---\r\n# T\r\n',
    { eol: '\r\n', yaml: 'a: 1\r\n', yamlStart: 5, body: '# T\r\n', bodyLine: 4 },
  ],
  [
    'a byte order mark',
    '\uFEFF---\na: 1\n---\nx',
    { bom: true, open: 1, yaml: 'a: 1\n', yamlStart: 5, body: 'x', bodyLine: 4 },
  ],
  [
    'no frontmatter',
    '# T\n---\na: 1\n---\n',
    { hasFrontmatter: false, yaml: '', body: '# T\n---\na: 1\n---\n', bodyStart: 0, bodyLine: 1 },
  ],
  [
    'no frontmatter, a byte order mark',
    '\uFEFF# T\r\n',
    { bom: true, eol: '\r\n', hasFrontmatter: false, body: '# T\r\n', bodyStart: 1 },
  ],
  ['an empty file', '', { hasFrontmatter: false, body: '', eol: '\n' }],
  ['only a byte order mark', '\uFEFF', { bom: true, hasFrontmatter: false, body: '' }],
  ['frontmatter only', '---\na: 1\n---\n', { hasFrontmatter: true, yaml: 'a: 1\n', body: '', bodyLine: 4 }],
  ['frontmatter only, no last newline', '---\na: 1\n---', { hasFrontmatter: true, yaml: 'a: 1\n', body: '' }],
  ['empty frontmatter', '---\n---\nx', { hasFrontmatter: true, yaml: '', body: 'x', bodyLine: 3 }],
  ['a fence in the body', '---\na: 1\n---\nx\n\n---\ny\n', { yaml: 'a: 1\n', body: 'x\n\n---\ny\n' }],
  ['blanks behind fences', '--- \t\na: 1\n---  \nx', { yaml: 'a: 1\n', body: 'x' }],
  [
    'what is not quite a fence',
    '---\na: |\n  ---\n--- x\n----\n---x\n---\ny',
    { yaml: 'a: |\n  ---\n--- x\n----\n---x\n', body: 'y' },
  ],
  ['a fence that is not on the first line', '\n---\na: 1\n---\n', { hasFrontmatter: false }],
  ['four dashes', '----\na: 1\n---\n', { hasFrontmatter: false }],
  ['a fence that nothing closes', '---\ntitle: a\n\n# T\n', { hasFrontmatter: false, unclosed: true }],
  ['the same below a comment', '---\n# c\n\n"title": a\n', { hasFrontmatter: false, unclosed: true }],
  ['a thematic break', '---\n\nText: and more\n', { hasFrontmatter: false, unclosed: true }],
  [
    'a thematic break before text',
    '---\nText without a key\n',
    { hasFrontmatter: false, unclosed: false, body: '---\nText without a key\n' },
  ],
  ['one line', '---', { hasFrontmatter: false, unclosed: false, body: '---' }],
])('%s', (_, text, parts) => {
  expect(splitDocument(text)).toMatchObject(parts);
});

test('the parts and the lines add up', () => {
  const piece = fc.constantFrom(
    '---\n',
    '---\r\n',
    'a: 1\n',
    '\r\n',
    '\n',
    '---',
    ' ',
    'й',
    '\uFEFF',
    '# T\n',
    '\r',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const { yaml, yamlStart, yamlLine, body, bodyStart, bodyLine, hasFrontmatter, open } =
        splitDocument(text);
      const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
      expect(text.slice(bodyStart)).toBe(body);
      expect(text.slice(yamlStart, yamlStart + yaml.length)).toBe(yaml);
      expect(yamlLine).toBe(lineAt(yamlStart));
      expect(bodyLine - lineAt(bodyStart)).toBe(
        hasFrontmatter && body === '' && !text.endsWith('\n') ? 1 : 0,
      );
      expect(text.startsWith('\uFEFF')).toBe(open === 1);
    }),
    { numRuns: 2000 },
  );
});
