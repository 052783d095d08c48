import * as z from 'zod/mini';
import { date, end, id, list, maybe, oneOf, slug, succession, text } from './types.ts';

/** The frontmatter of a workstream. */
export const workstream = z.looseObject({
  title: text,
  owner: slug,
  status: oneOf('draft', 'active', 'blocked', 'done', 'superseded'),
  priority: maybe(oneOf('P0', 'P1', 'P2', 'P3')),
  plan: maybe(id),
  summary: maybe(text),
  tags: maybe(list),
  blocked_by: maybe(list),
  ...succession,
  kind: z.literal('workstream'),
  id: maybe(id),
  created: maybe(date),
  ...end,
});
