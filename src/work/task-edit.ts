import { CanonError } from '../fault/error.ts';
import { splitDocument } from '../record/document.ts';
import { escapeInline, linkDestination } from '../record/markdown-write.ts';
import { safeLine } from '../text/safe.ts';
import { readBody } from './document.ts';
import type { Edit, TaskChange, TaskEvidence, TaskRef } from './edit.ts';
import { readEvidence } from './evidence.ts';
import { DROPPED, type Task, tasksOf } from './tasks.ts';

/** A task as an edit has to know it. */
export function taskRef(task: Task, tasks: readonly Task[]): TaskRef {
  const { id, text, position } = task;
  return { id, text, position, twin: tasks.some((one) => one !== task && one.id === id) };
}

/** The task that is meant in this version of the file, whatever has been done around it; `undefined` for none. */
export function findTask(tasks: readonly Task[], { id, text, position, twin }: TaskRef): Task | undefined {
  // A position is no name: others may have come before it.
  const written = !id.startsWith('#');
  const called = tasks.filter((task) => (written ? task.id === id : task.id.startsWith('#')));
  const same = called.filter((task) => task.text === text);
  if (same.length > 0) return same.find((task) => task.position === position) ?? same[0];
  return written && !twin && called.length === 1 ? called[0] : undefined;
}

/**
 * Changes the box of one task and what stands at the end of its own text, before anything nested in it. A wrapped task
 * changes in two lines, any other in one; bullets, indentation, line endings and blanks at their ends stay.
 * @throws E_TASK_GONE where this version has no such task, E_TASK_EDIT where it would not be read as it was meant
 */
export async function editTask(
  { task: ref, change }: Extract<Edit, { op: 'task' }>,
  text: string,
): Promise<string> {
  const { bodyStart, body: source } = splitDocument(text);
  const task = findTask(tasksOf(await readBody('workstream', source)), ref);
  if (!task) throw new CanonError('E_TASK_GONE', { data: { id: ref.id, text: ref.text } });
  const { boxAt, textAt, textEnd } = task.entry;
  const said = source.slice(textAt, textEnd);
  const edited =
    source.slice(0, boxAt) +
    boxOf(task, change) +
    source.slice(boxAt + 1, textAt) +
    withChange(task, change, said) +
    source.slice(textEnd);
  const after = tasksOf(await readBody('workstream', edited))[task.position - 1];
  if (!after || !isAsMeant(after, task, change))
    throw new CanonError('E_TASK_EDIT', { data: { id: task.id } });
  return text.slice(0, bodyStart) + edited;
}

const boxOf = ({ entry, state }: Task, { to }: TaskChange): string =>
  state === to ? (entry.box ?? ' ') : to === 'done' ? 'x' : to === 'dropped' ? '-' : ' ';

function withChange({ state }: Task, change: TaskChange, said: string): string {
  const kept = state === 'dropped' && change.to !== 'dropped' ? withoutReason(said) : said;
  switch (change.to) {
    case 'done':
      return withEvidence(kept, change.evidence);
    case 'open':
      return withoutEvidence(kept, change.without);
    case 'dropped':
      return state === 'dropped' ? kept : `${kept}${DROPPED}${escapeInline(safeLine(change.reason))}`;
  }
}

function withoutReason(said: string): string {
  const at = said.lastIndexOf(DROPPED.trim());
  return at < 1 || !/\s/.test(said.charAt(at - 1)) ? said : said.slice(0, at).trimEnd();
}

function withEvidence(said: string, { session, commit }: TaskEvidence): string {
  const { parts } = readEvidence(said);
  const added: string[] = [];
  if (!parts.some(({ kind, ref }) => kind === 'record' && ref === session.id)) {
    added.push(`[${escapeInline(session.id)}](${linkDestination(session.href)})`);
  }
  const known = parts.some(
    ({ ref }) => commit !== null && (ref.startsWith(commit) || commit.startsWith(ref)),
  );
  if (commit !== null && !known) added.push(commit);
  if (added.length === 0) return said;
  return said + (parts.length > 0 ? ', ' : ' — ') + added.join(', ');
}

/** Takes each link to one of the sessions out, and the commit that canon wrote behind it. */
function withoutEvidence(said: string, sessions: readonly string[]): string {
  const { at, parts } = readEvidence(said);
  const gone = parts.map(({ kind, ref }) => kind === 'record' && sessions.includes(ref));
  const kept = parts.filter(
    ({ kind }, i) => gone[i] !== true && !(kind === 'commit' && gone[i - 1] === true),
  );
  if (kept.length === parts.length) return said;
  if (kept.length === 0) return said.slice(0, at);
  // What stays is kept as it was written, up to the first that goes.
  const first = parts.findIndex((part, i) => kept[i] !== part);
  const begin = first === 0 ? (parts[0]?.from ?? at) : (parts[first - 1]?.to ?? at);
  const rest = kept.slice(first).map(({ from, to }) => said.slice(from, to));
  return said.slice(0, begin) + (first > 0 && rest.length > 0 ? ', ' : '') + rest.join(', ');
}

function isAsMeant(after: Task, before: Task, change: TaskChange): boolean {
  return (
    after.id === before.id &&
    after.state === change.to &&
    (change.to !== 'done' || after.sessions.includes(change.evidence.session.id)) &&
    (change.to !== 'open' || !after.sessions.some((id) => change.without.includes(id)))
  );
}
