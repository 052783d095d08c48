import type { Kind } from './kinds.ts';

// Without the schema library, as `fields.ts`: the schemas and the quick check in `plainly-valid.ts` both read it.

const PRIORITY = ['P0', 'P1', 'P2', 'P3'] as const;

/** The words that a key may hold, where a kind allows only a few. */
export const ALLOWED = {
  session: {
    confidence: ['H', 'M', 'L'],
    kind: ['session'],
    status: ['handed-off', 'auto', 'imported'],
    telemetry: ['complete', 'partial', 'absent'],
  },
  workstream: {
    kind: ['workstream'],
    priority: PRIORITY,
    status: ['draft', 'active', 'blocked', 'done', 'superseded'],
  },
  plan: { kind: ['plan'], priority: PRIORITY, status: ['stub', 'draft', 'ratified', 'done', 'superseded'] },
  adr: { kind: ['adr'], status: ['proposed', 'accepted', 'rejected', 'deprecated', 'superseded'] },
  learning: { kind: ['learning'], status: ['active', 'deprecated'] },
} as const satisfies Record<Kind, Record<string, readonly [string, ...string[]]>>;

/** The keys that every record of a kind has. */
export const REQUIRED: Readonly<Record<Kind, readonly string[]>> = {
  session: ['title', 'operator', 'kind', 'id', 'created'],
  workstream: ['title', 'owner', 'status', 'kind'],
  plan: ['title', 'owner', 'status', 'kind'],
  adr: ['title', 'status', 'kind'],
  learning: ['title', 'status', 'kind'],
};
