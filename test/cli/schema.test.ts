import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';

const NAMES = ['session', 'workstream', 'plan', 'adr', 'learning', 'config', 'operators'];

test.each(NAMES)('the package carries the schema of %s as the command prints it', async (name) => {
  const box = sandbox();
  const { code, stdout } = await box.canon(box.dir, ['schema', name]);
  expect(code).toBe(0);
  // After a change: npm run build && node scripts/schemas.mjs
  expect(box.read(fileURLToPath(new URL(`../../schemas/${name}.schema.json`, import.meta.url)))).toBe(stdout);
  expect(JSON.parse(stdout)).toMatchObject({ type: 'object' });
});
