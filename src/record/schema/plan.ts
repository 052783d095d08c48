import * as z from 'zod/mini';
import { date, end, id, list, maybe, oneOf, slug, succession, text } from './types.ts';

/** The frontmatter of a plan. */
export const plan = z.looseObject({
  title: text,
  owner: slug,
  status: oneOf('stub', 'draft', 'ratified', 'done', 'superseded'),
  ratified: maybe(date),
  version: maybe(text),
  score: maybe(text),
  priority: maybe(oneOf('P0', 'P1', 'P2', 'P3')),
  summary: maybe(text),
  success_criteria: maybe(list),
  tags: maybe(list),
  ...succession,
  kind: z.literal('plan'),
  id: maybe(id),
  created: maybe(date),
  ...end,
});
