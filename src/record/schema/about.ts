import type { Kind } from '../kinds.ts';

// What editors show beside a key, from the published JSON Schemas.

const ABOUT: Readonly<Record<string, string>> = {
  aliases: 'Other ids under which this record is found.',
  applies_to: 'Path globs of what this learning is about.',
  base: 'The commit the session started from.',
  blocked_by: 'Ids of the workstreams that have to be done first.',
  branch: 'The branch the session worked on.',
  closes: 'Items of earlier records that this one closes, as RT-260510-02#w1.',
  commits: 'The commits of the session, abbreviated.',
  confidence: 'How sure the author is of the next action: H, M or L.',
  created: 'The day it was written.',
  date: 'The day of the decision.',
  deciders: 'Who decided.',
  deletions: 'Lines removed by the commits.',
  deprecated_by: 'Id of the learning that took its place.',
  duration_minutes: 'Minutes from the first to the last event.',
  expires: 'The day after which nobody should rely on it.',
  external_id: 'Its id in another system.',
  files_changed: 'Files changed by the commits.',
  head: 'The commit the session ended at.',
  host: 'The agent host: claude-code, codex and others.',
  host_sessions: 'The session ids of the host.',
  id: 'The file name without .md.',
  imported: 'Where it was imported from, its id there, and when.',
  insertions: 'Lines added by the commits.',
  kind: 'What kind of record this is.',
  model: 'The model that did the work.',
  operator: 'Slug of the operator whose session it was.',
  owner: 'Slug of the operator who owns it.',
  parent: 'Id of the session that this one continues.',
  plan: 'Id of the plan it belongs to.',
  priority: 'From P0, the most urgent, to P3.',
  ratified: 'The day the plan was agreed on.',
  score: 'How the plan was judged, as text.',
  shared_commits: 'Those of its commits that another session at work in the same folder may have made.',
  source: 'Id of the session it was learned in.',
  status: 'Where it stands.',
  status_reason: 'Why it came to stand there, where that was told.',
  success_criteria: 'How anyone can tell that the plan has succeeded.',
  summary: 'One sentence for lists and dashboards.',
  superseded_by: 'Id of the record that took its place.',
  supersedes: 'Ids of the records whose place it takes.',
  tags: 'Words to find it by.',
  telemetry: 'Whether every tool call was recorded: complete, partial or absent.',
  title: 'What it is called.',
  tokens: 'Tokens used, by kind.',
  tool_calls: 'How many tools were called.',
  tool_calls_breakdown: 'Calls by tool; every invariant counter stands in it, zero included.',
  tool_failures: 'How many of the calls failed.',
  version: 'Its version, as text.',
  workstream: 'Id of the workstream the session worked on.',
};

/** One sentence on what a key of a kind holds. */
export function aboutKey(kind: Kind, key: string): string | undefined {
  if (kind === 'session' && key === 'created') return 'When it was handed off, with the local offset.';
  return ABOUT[key];
}
