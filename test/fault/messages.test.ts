import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describe } from '../../src/fault/messages/index.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** Every code of an error that the source names outside of the table of sentences. */
function codes(): string[] {
  const found = new Set<string>();
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.includes('messages')) continue;
    for (const [, code] of readFileSync(join(SRC, file), 'utf8').matchAll(/'(E_[A-Z0-9_]+)'/g))
      found.add(code ?? '');
  }
  return [...found].toSorted();
}

test.each(codes())('%s says what happened and what to do', (code) => {
  const { text, hint } = describe(code, { values: ['one', 'two'], ids: ['one', 'two'] });
  expect(text.length).toBeGreaterThan(10);
  expect(text).not.toBe(code);
  expect(hint?.length ?? 0).toBeGreaterThan(5);
});
