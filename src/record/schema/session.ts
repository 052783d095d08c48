import * as z from 'zod/mini';
import { ALLOWED } from '../allowed.ts';
import { count, counts, end, id, list, map, maybe, slug, succession, text, time } from './types.ts';

/** The frontmatter of a session. */
export const session = z.looseObject({
  title: text,
  operator: slug,
  summary: maybe(text),
  plan: maybe(id),
  workstream: maybe(id),
  tags: maybe(list),
  confidence: maybe(z.enum(ALLOWED.session.confidence)),
  parent: maybe(id),
  ...succession,
  closes: maybe(z.array(z.string().check(z.regex(/^[^\s#]+#[^\s#]+$/, 'item')))),
  kind: z.literal('session'),
  id,
  status: maybe(z.enum(ALLOWED.session.status)),
  created: time,
  branch: maybe(text),
  base: maybe(text),
  head: maybe(text),
  commits: maybe(list),
  shared_commits: maybe(list),
  files_changed: maybe(count),
  insertions: maybe(count),
  deletions: maybe(count),
  duration_minutes: maybe(count),
  host: maybe(text),
  host_sessions: maybe(list),
  model: maybe(text),
  telemetry: maybe(z.enum(ALLOWED.session.telemetry)),
  tool_calls: maybe(count),
  tool_failures: maybe(count),
  tool_calls_breakdown: maybe(counts),
  tokens: maybe(map),
  ...end,
});
