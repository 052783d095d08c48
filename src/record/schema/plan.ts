import * as z from 'zod/mini';
import { ALLOWED } from '../allowed.ts';
import { date, end, id, list, maybe, slug, succession, text } from './types.ts';

/** The frontmatter of a plan. */
export const plan = z.looseObject({
  title: text,
  owner: slug,
  status: z.enum(ALLOWED.plan.status),
  status_reason: maybe(text),
  ratified: maybe(date),
  version: maybe(text),
  score: maybe(text),
  priority: maybe(z.enum(ALLOWED.plan.priority)),
  summary: maybe(text),
  success_criteria: maybe(list),
  tags: maybe(list),
  ...succession,
  kind: z.literal('plan'),
  id: maybe(id),
  created: maybe(date),
  ...end,
});
