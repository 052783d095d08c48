import type { Body } from '../../record/sections.ts';
import { readEvidence } from '../evidence.ts';
import { DROPPED, tasksOf } from '../tasks.ts';

/** How far a task is: its box, and its evidence as it is written. */
export interface TaskState {
  readonly box: string;
  readonly evidence: readonly string[];
  /** Why it was dropped, with the dash before it; empty where nobody says. */
  readonly reason: string;
}

/** A task of one version of a file, cut into what a tick changes and what it does not. */
export interface TaskBlock {
  /** What it is known by in every version: its id, or else its words. */
  readonly key: string;
  /** Where it stands in the body, with what is indented under it. */
  readonly start: number;
  readonly end: number;
  readonly state: TaskState;
  /** Before the box, between it and what a change of state adds, and what stands under the task's own text. */
  readonly said: readonly [string, string, string];
}

/** The tasks of a body that are known by something no other task of it has. */
export function taskBlocks(body: Body): TaskBlock[] {
  const ends = new Map(
    body.sections.flatMap((section) =>
      section.key === 'Tasks' ? section.items.map((item) => [item.line, item] as const) : [],
    ),
  );
  const counts = new Map<string, number>();
  const blocks: TaskBlock[] = [];
  for (const task of tasksOf(body)) {
    const item = ends.get(task.line);
    if (!item || task.entry.boxAt < 0) continue;
    const key = task.id.startsWith('#') ? `: ${task.text}` : task.id;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const { boxAt, textAt, textEnd } = task.entry;
    const tail = tailOf(body.source.slice(textAt, textEnd), task.state === 'dropped');
    blocks.push({
      key,
      start: item.start,
      end: item.end,
      state: { box: body.source[boxAt] === 'X' ? 'x' : (body.source[boxAt] ?? ' '), ...tail },
      said: [
        body.source.slice(item.start, boxAt),
        body.source.slice(boxAt + 1, textAt + tail.at),
        body.source.slice(textEnd, item.end),
      ],
    });
  }
  return blocks.filter(({ key }) => counts.get(key) === 1);
}

/** What a change of state writes at the end of a task's own text, and where it begins. */
function tailOf(said: string, dropped: boolean): Pick<TaskState, 'evidence' | 'reason'> & { at: number } {
  const dash = dropped ? said.lastIndexOf(DROPPED) : -1;
  const reason = dash < 0 ? '' : said.slice(dash);
  const { at, parts } = readEvidence(dash < 0 ? said : said.slice(0, dash));
  return { evidence: parts.map(({ from, to }) => said.slice(from, to)), reason, at };
}

/** The task as text, its parts from one version or another. */
export function blockText({ said, state }: Pick<TaskBlock, 'said' | 'state'>): string {
  const evidence = state.evidence.length === 0 ? '' : ` — ${state.evidence.join(', ')}`;
  return said[0] + state.box + said[1] + evidence + state.reason + said[2];
}

/** What of three states holds; undefined where people have to say. */
export function uniteStates(
  base: TaskState | undefined,
  ours: TaskState,
  theirs: TaskState,
): TaskState | undefined {
  if (sameState(ours, theirs)) return ours;
  if (base && sameState(ours, base)) return theirs;
  if (base && sameState(theirs, base)) return ours;
  if (ours.box === 'x' && theirs.box === 'x') {
    // Both have done it: what either has to show stays, but for what one of them took away.
    const all = [...new Set([...ours.evidence, ...theirs.evidence])];
    const gone = (one: string): boolean =>
      base?.evidence.includes(one) === true &&
      !(ours.evidence.includes(one) && theirs.evidence.includes(one));
    return { box: 'x', evidence: all.filter((one) => !gone(one)), reason: '' };
  }
  if (base) return undefined;
  // Nobody knows what it was before: what is done is done.
  if (ours.box === 'x' && theirs.box === ' ') return ours;
  return ours.box === ' ' && theirs.box === 'x' ? theirs : undefined;
}

export const sameState = (a: TaskState, b: TaskState): boolean =>
  a.box === b.box &&
  a.reason === b.reason &&
  a.evidence.length === b.evidence.length &&
  a.evidence.every((one, at) => one === b.evidence[at]);
