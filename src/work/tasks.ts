import { readEntry } from '../record/markdown-entry.ts';
import type { Entry } from '../record/markdown-entry.ts';
import { stripComments } from '../record/markdown-comments.ts';
import { plainText } from '../record/markdown-plain.ts';
import type { Body } from '../record/sections.ts';
import { type EvidencePart, readEvidence } from './evidence.ts';

/** A task of a workstream: a checkbox at the top level of its Tasks section. */
export interface Task {
  /** `P2`, `T001`; without an id its position, `#3`. Two tasks may have one id: a finding, and both count. */
  readonly id: string;
  /** Its place among all tasks, from 1: `#3` names it whatever its id. */
  readonly position: number;
  /** Without id, evidence and reason, plain. */
  readonly text: string;
  readonly state: 'open' | 'done' | 'dropped';
  /** Sessions and commits named behind the last dash. */
  readonly evidence: readonly string[];
  /** Those of them that are links to records. */
  readonly sessions: readonly string[];
  /** Why it was dropped, where canon was told. */
  readonly reason?: string;
  /** 1-based line in the file. */
  readonly line: number;
  /** Where it stands in the body. */
  readonly entry: Entry;
  /** Offset behind all that belongs to it, nested entries and all. */
  readonly end: number;
}

const ID = /^([A-Z]{1,3}[0-9]{1,9}[a-z]?)\.(?:\s+|$)/;

/** What stands before the reason of a dropped task. */
export const DROPPED = ' — dropped: ';

/** The tasks of a body by the grammar of records.md. `bodyLine` is the file's line that the body begins on. */
export function tasksOf(body: Body, bodyLine = 1): Task[] {
  const tasks: Task[] = [];
  for (const section of body.sections) {
    if (section.key !== 'Tasks') continue;
    for (const item of section.items) {
      const entry = readEntry(body.source, item);
      const task =
        entry.box === undefined
          ? undefined
          : taskOf(entry, tasks.length + 1, item.line + bodyLine - 1, item.end);
      if (task) tasks.push(task);
    }
  }
  return tasks;
}

/** A box with nothing behind it (but a comment) is no task. */
function taskOf(entry: Entry, position: number, line: number, end: number): Task | undefined {
  const state = entry.box === ' ' ? 'open' : entry.box === '-' ? 'dropped' : 'done';
  const { said, reason } = state === 'dropped' ? splitReason(entry.text) : { said: entry.text };
  const { at, parts } = readEvidence(said);
  const plain = plainText(said.slice(0, at));
  if (plain === '') return undefined;
  const id = ID.exec(plain);
  return {
    id: id?.[1] ?? `#${position}`,
    position,
    text: id ? plain.slice(id[0].length) : plain,
    state,
    evidence: parts.map(({ ref }) => ref),
    sessions: parts.filter(isRecord).map(({ ref }) => ref),
    ...(reason === undefined ? {} : { reason }),
    line,
    entry,
    end,
  };
}

const isRecord = ({ kind }: EvidencePart): boolean => kind === 'record';

function splitReason(text: string): { said: string; reason?: string } {
  const at = text.lastIndexOf(DROPPED);
  if (at < 0) return { said: text };
  return { said: text.slice(0, at), reason: plainText(text.slice(at + DROPPED.length)) };
}

/** The whole text of a task as it is written, wrapped lines and nested entries too; without bullet, box and id. */
export function taskSource(body: Body, { id, entry, end }: Task): string {
  const raw = stripComments(body.source.slice(entry.textAt, end)).replaceAll('\r\n', '\n').trimEnd();
  const bare = raw.replace(new RegExp(`^(?:\\*\\*|__|\`)?${id}\\.?(?:\\*\\*|__|\`)?\\.?\\s+`), '');
  const [first = '', ...rest] = bare.split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents, 12);
  return [first, ...rest.map((line) => line.slice(Math.min(indent, Math.max(0, line.search(/\S|$/)))))].join(
    '\n',
  );
}

/** The tasks that a name means: an id as written, else in any case, or a position (`#3`, `3`). */
export function tasksNamed(tasks: readonly Task[], name: string): Task[] {
  const exact = tasks.filter((task) => task.id === name);
  if (exact.length > 0) return exact;
  const position = /^#?([1-9]\d{0,5})$/.exec(name)?.[1];
  const folded = name.toLowerCase().replace(/\.$/, '');
  return tasks.filter(
    (task) =>
      task.id.toLowerCase() === folded || (position !== undefined && task.position === Number(position)),
  );
}
