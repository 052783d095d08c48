import * as z from 'zod/mini';
import { FIELDS } from './fields.ts';
import type { Kind } from './kinds.ts';
import { aboutKey } from './schema/about.ts';
import { SCHEMAS } from './schema/index.ts';

type Json = Record<string, unknown>;

const FORMATS: Readonly<Record<string, string>> = { date: 'date', time: 'date-time' };

/** The JSON Schema (draft 7, which editors know best) of a kind's frontmatter. Loads zod: import it lazily. */
export function jsonSchema(kind: Kind): Json {
  const { $schema, properties, ...rest } = z.toJSONSchema(SCHEMAS[kind], {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const described = Object.entries(properties ?? {}).map(([key, property]) => [
    key,
    { description: aboutKey(kind, key), ...withFormat(property as Json, FORMATS[FIELDS[kind][key] ?? '']) },
  ]);
  return {
    $schema,
    title: `canon ${kind}`,
    description: `The frontmatter of a ${kind} in a canon repository.`,
    ...rest,
    properties: Object.fromEntries(described),
  };
}

/** The format goes beside `type: string`, which stands inside `anyOf` where null is allowed too. */
function withFormat(property: Json, format: string | undefined): Json {
  if (format === undefined) return property;
  if (property['type'] === 'string') return { ...property, format };
  const choices = property['anyOf'];
  return Array.isArray(choices)
    ? { ...property, anyOf: choices.map((choice: Json) => withFormat(choice, format)) }
    : property;
}
