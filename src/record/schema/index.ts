import type * as z from 'zod/mini';
import type { Kind } from '../kinds.ts';
import { adr } from './adr.ts';
import { learning } from './learning.ts';
import { plan } from './plan.ts';
import { session } from './session.ts';
import { workstream } from './workstream.ts';

/** The schema of each kind's frontmatter. Loads zod: import it lazily. */
export const SCHEMAS = { session, workstream, plan, adr, learning } as const satisfies Record<
  Kind,
  z.ZodMiniType
>;
