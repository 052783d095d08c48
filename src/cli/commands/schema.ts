import { CanonError } from '../../fault/error.ts';
import { KINDS } from '../../record/kinds.ts';
import { nearest } from '../../text/nearest.ts';
import { defineCommand, type Outcome } from '../command.ts';

/** `canon schema KIND` */
export const command = defineCommand({
  name: 'schema',
  usage: ['schema session|workstream|plan|adr|learning|config|operators'],
  about: [
    "Prints the JSON Schema of a kind's frontmatter. An editor that is given it completes and checks while one writes; `canon check` uses the same rules. `config` is the schema of .canon/config.yaml, `operators` that of .canon/operators.yaml.",
  ],
  args: [
    {
      name: 'KIND',
      brief: 'a kind of record, config or operators',
      values: [...KINDS, 'config', 'operators'],
    },
  ],
  flags: {},
  examples: [
    ['canon schema session', 'the schema, to read'],
    ['canon schema plan > .vscode/plan.schema.json', 'the schema, for an editor'],
  ],
  async run(_context, _flags, [asked = '']) {
    if (asked === 'config') {
      const { configJsonSchema } = await import('../../store/config-spec.ts');
      return answer(asked, configJsonSchema());
    }
    if (asked === 'operators') {
      const { operatorsJsonSchema } = await import('../../identity/operators-schema.ts');
      return answer(asked, operatorsJsonSchema());
    }
    const kind = KINDS.find((one) => one === asked);
    if (kind === undefined) {
      throw new CanonError('E_KIND_UNKNOWN', { data: { kind: asked, near: nearest(asked, KINDS) } });
    }
    const { jsonSchema } = await import('../../record/json-schema.ts');
    return answer(kind, jsonSchema(kind));
  },
});

const answer = (kind: string, schema: Readonly<Record<string, unknown>>): Outcome => ({
  data: { kind, schema },
  human: () => JSON.stringify(schema, null, 2),
});
