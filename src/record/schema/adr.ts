import * as z from 'zod/mini';
import { date, end, id, list, maybe, oneOf, succession, text } from './types.ts';

/** The frontmatter of a decision record. */
export const adr = z.looseObject({
  title: text,
  status: oneOf('proposed', 'accepted', 'rejected', 'deprecated', 'superseded'),
  date: maybe(date),
  deciders: maybe(list),
  summary: maybe(text),
  tags: maybe(list),
  ...succession,
  kind: z.literal('adr'),
  id: maybe(id),
  created: maybe(date),
  ...end,
});
