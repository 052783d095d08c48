/** JSON Schema (draft 7, which editors know best) of `.canon/operators.yaml`. */
export const operatorsJsonSchema = (): Record<string, unknown> => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: '.canon/operators.yaml',
  description: 'Who works here, by the name that records use for them.',
  type: 'object',
  propertyNames: { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64, not: { const: 'unknown' } },
  additionalProperties: {
    description: 'A person, or a robot.',
    type: 'object',
    properties: {
      initials: {
        description: "Two to four capital letters; the ids of this operator's sessions begin with them.",
        type: 'string',
        pattern: '^[A-Z]{2,4}$',
      },
      name: { description: 'As people read it. Default: the key.', type: ['string', 'null'] },
      emails: {
        description: 'The addresses in git that are theirs; the case of letters does not matter.',
        type: ['array', 'null'],
        items: { type: 'string', pattern: '^[^\\s@]+@[^\\s@]+$' },
      },
    },
    required: ['initials'],
  },
});
