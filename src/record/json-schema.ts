import * as z from 'zod/mini';
import { FIELDS } from './fields.ts';
import type { Kind } from './kinds.ts';
import { SCHEMAS } from './schema/index.ts';

/**
 * The JSON Schema (draft 7, which editors know best) of a kind's frontmatter. Loads zod: import it lazily.
 */
export function jsonSchema(kind: Kind): Record<string, unknown> {
  const schema = z.toJSONSchema(SCHEMAS[kind], {
    target: 'draft-7',
    io: 'input',
    override({ jsonSchema, path }) {
      const [, key] = path;
      const type = path.length >= 2 && typeof key === 'string' ? FIELDS[kind][key] : undefined;
      if (jsonSchema.type === 'string' && type === 'date') jsonSchema.format = 'date';
      if (jsonSchema.type === 'string' && type === 'time') jsonSchema.format = 'date-time';
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  }) as Record<string, unknown>;
  const { $schema, ...rest } = schema;
  return { $schema, title: `canon ${kind}`, description: `The frontmatter of a ${kind}.`, ...rest };
}
