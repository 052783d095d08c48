import * as z from 'zod/mini';
import { ALLOWED } from '../allowed.ts';
import { date, end, id, list, maybe, slug, succession, text } from './types.ts';

/** The frontmatter of a workstream. */
export const workstream = z.looseObject({
  title: text,
  owner: slug,
  status: z.enum(ALLOWED.workstream.status),
  status_reason: maybe(text),
  priority: maybe(z.enum(ALLOWED.workstream.priority)),
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
