import { readBody, scanBody } from '../work/document.ts';
import { tasksOf } from '../work/tasks.ts';
import type { CheckedBody, CheckedTask } from './rule.ts';

const LOG = '\n## Session Log';
// What can swallow a heading, or make one of it that stands elsewhere.
const UNSURE = /```|~~~|<[!/a-z?]/i;
const TASKS = /^[ \t]*#{1,2}[ \t]*\W*tasks|^\W*tasks\W*\r?\n[=-]/im;

/** The tasks of a workstream's body, at once where a narrow scanner takes it. */
export function tasksIn({
  body,
  bodyLine,
}: CheckedBody): readonly CheckedTask[] | Promise<readonly CheckedTask[]> {
  const text = withoutLog(body);
  const scanned = scanBody('workstream', text);
  return scanned
    ? tasksOf(scanned, bodyLine)
    : readBody('workstream', text).then((read) => tasksOf(read, bodyLine));
}

/** A log of thousands of sessions is the larger part of many bodies, and stands last in nearly all. */
function withoutLog(body: string): string {
  const at = body.indexOf(LOG);
  if (at < 0) return body;
  const before = body.slice(0, at + 1);
  return UNSURE.test(before) || TASKS.test(body.slice(at + LOG.length)) ? body : before;
}
