import { expect, test } from 'vitest';
import { describe } from '../../../src/fault/messages/index.ts';
import { troubleProblem } from '../../../src/import/archive/problem.ts';
import type { FileTrouble } from '../../../src/import/archive/source-file.ts';

const TROUBLES: Readonly<Record<FileTrouble, true>> = {
  large: true,
  damaged: true,
  encrypted: true,
  method: true,
  link: true,
  special: true,
  outside: true,
  name: true,
  twice: true,
  nested: true,
  unreadable: true,
};

test.each([
  ...Object.keys(TROUBLES).map((one) => troubleProblem('a.md', one as FileTrouble).code),
  'import-archive-encoding',
])('%s says what happened and what to do', (code) => {
  const { text, hint } = describe(code, { path: 'a.md' });
  expect(text).toContain('a.md');
  expect(hint?.length).toBeGreaterThan(10);
});
