import * as z from 'zod/mini';
import { date, end, id, list, maybe, oneOf, succession, text } from './types.ts';

/** The frontmatter of a learning. */
export const learning = z.looseObject({
  title: text,
  status: oneOf('active', 'deprecated'),
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
