import { expect, test } from 'vitest';
import { jsonSchema } from '../../src/record/json-schema.ts';
import { KINDS } from '../../src/record/kinds.ts';

// `npx vitest run test/record/json-schema.test.ts -u` writes the published files anew.
test.each(KINDS)('schemas/%s.schema.json is current', async (kind) => {
  const json = `${JSON.stringify(jsonSchema(kind), null, 2)}\n`;
  await expect(json).toMatchFileSnapshot(`../../schemas/${kind}.schema.json`);
});

test.each(KINDS)('the schema of a %s says what each key holds', (kind) => {
  const { properties } = jsonSchema(kind) as { properties: Record<string, { description?: string }> };
  expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
});
