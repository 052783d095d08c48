import * as z from 'zod/mini';
import { ALLOWED } from '../allowed.ts';
import { date, end, id, list, maybe, succession, text } from './types.ts';

/** The frontmatter of a decision record. */
export const adr = z.looseObject({
  title: text,
  status: z.enum(ALLOWED.adr.status),
  status_reason: maybe(text),
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
