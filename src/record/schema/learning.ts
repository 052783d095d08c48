import * as z from 'zod/mini';
import { ALLOWED } from '../allowed.ts';
import { date, end, id, list, maybe, succession, text } from './types.ts';

/** The frontmatter of a learning. */
export const learning = z.looseObject({
  title: text,
  status: z.enum(ALLOWED.learning.status),
  status_reason: maybe(text),
  summary: maybe(text),
  source: maybe(id),
  applies_to: maybe(list),
  expires: maybe(date),
  deprecated_by: maybe(id),
  tags: maybe(list),
  ...succession,
  kind: z.literal('learning'),
  id: maybe(id),
  created: maybe(date),
  ...end,
});
