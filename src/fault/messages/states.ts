import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

/** `an adr` */
const aKind = (kind: Args[string] | undefined): string => `${kind === 'adr' ? 'an' : 'a'} ${String(kind)}`;

/** A state with what it cannot be without. */
const withNeeds = (state: string): string =>
  state === 'superseded' ? 'superseded (--by)' : state === 'deprecated' ? 'deprecated (--reason)' : state;

const itemsHint = ({ items }: Args): string => {
  const lines = list(items);
  return lines.length === 0
    ? 'It has none: nothing under Waiting On or Open Questions.'
    : ['It has these:', ...lines.map((line) => `  ${line}`)].join('\n');
};

/** What canon says about states and items: `status` and `close`. */
export const stateMessages: Messages = {
  E_ITEM_REF: {
    text: ({ record }) => `${String(record)} is a record: close wants one of its items`,
    hint: itemsHint,
  },
  E_ITEM_UNKNOWN: {
    text: ({ record, id }) => `${String(record)} has no item "${String(id)}"`,
    hint: itemsHint,
  },
  E_ITEM_KIND: {
    text: ({ kind, id }) => `${String(id)} is ${aKind(kind)}: only sessions and plans have items`,
    hint: ({ kind, id }) =>
      kind === 'workstream'
        ? `Its tasks are ticked by \`canon tick ${String(id)} TASK\`.`
        : `\`canon show ${String(id)}\` shows it.`,
  },
  E_ITEM_CLOSED_BY: {
    text: ({ ref, by }) =>
      `${String(ref)} is closed by ${String(by)}, which has it in its closes: its own tick is not what keeps it closed`,
    hint: 'Take it out of `closes` in that record.',
  },
  E_ITEM_GONE: {
    text: ({ id, text }) =>
      `A version of the file (HEAD, index, work tree) has no item ${String(id)} "${String(text)}".`,
    hint: 'Commit what you have changed in that list, then run the command again.',
  },
  E_ITEM_EDIT: {
    text: ({ id }) =>
      `Item ${String(id)} cannot be ticked in its line: what stands there (code, an unclosed comment) would swallow the box or the reason.`,
    hint: 'Mend the line by hand, then run the command again.',
  },
  'item-as-is': {
    text: ({ ref, by, undo }) =>
      undo === true
        ? `${String(ref)} is open`
        : `${String(ref)} is closed already${by === '' ? ': it is ticked' : ` by ${String(by)}`}`,
  },
  E_STATUS_UNKNOWN: {
    text: ({ status, kind }) => `"${String(status)}" is no state of ${aKind(kind)}`,
    hint: ({ states, near }) =>
      `${list(near).length > 0 ? `Did you mean ${either(list(near))}? ` : ''}It may be ${either(list(states))}.`,
  },
  E_STATUS_TRANSITION: {
    text: ({ id, kind, from, to }) =>
      `${String(id)} is ${from === '' ? 'in no state' : String(from)}: ${aKind(kind)} does not go from there to ${String(to)}`,
    hint: ({ next }) =>
      `${list(next).length > 0 ? `From here it goes to ${either(list(next).map(withNeeds))}.` : 'From here it goes nowhere by itself.'} Any other way: --force --reason "why".`,
  },
  E_STATUS_REASON: {
    text: ({ id, from, to }) =>
      `${String(id)} goes from ${String(from) || 'no state'} to ${String(to)} only with a reason`,
    hint: 'Say why: --reason "…". It is kept in the record.',
  },
  E_STATUS_BY: {
    text: ({ id }) => `nothing is said to take the place of ${String(id)}`,
    hint: ({ kind }) => `Name the ${String(kind)} that does: --by REF.`,
  },
  E_STATUS_BY_NONE: {
    text: ({ kind, from, to }) =>
      `--by says nothing of ${aKind(kind)} that goes from ${String(from) || 'no state'} to ${String(to)}`,
    hint: ({ kind }) =>
      kind === 'workstream'
        ? 'It names a successor (superseded), a workstream that blocks (blocked), or one that no longer does (active).'
        : `It names a successor (${kind === 'learning' ? 'deprecated' : 'superseded'}).`,
  },
  E_STATUS_SELF: {
    text: ({ id }) => `--by names ${String(id)} itself`,
    hint: 'Name another record.',
  },
  E_STATUS_SUCCESSOR: {
    text: ({ id, by }) => `${String(by)} is deprecated itself: it cannot take the place of ${String(id)}`,
    hint: 'Name one that is active, or none.',
  },
  E_STATUS_CYCLE: {
    text: ({ way, word }) =>
      `that would go round in a circle, each ${String(word)} by the next: ${list(way).join(' → ')}`,
    hint: 'Break the circle first: change one of them.',
  },
  E_STATUS_BLOCKER: {
    text: ({ id, blocker }) =>
      blocker === ''
        ? `nothing is said to block ${String(id)}`
        : `${String(id)} is blocked by ${String(blocker)}, and there is no workstream of that name`,
    hint: ({ blocker, near }) =>
      blocker === ''
        ? 'Name the workstream that has to be done first: --by REF.'
        : `${list(near).length > 0 ? `Did you mean ${either(list(near))}? ` : ''}Mend its blocked_by; \`canon list workstream\` shows what there is.`,
  },
  E_STATUS_BLOCKER_OVER: {
    text: ({ id, blocker, status }) =>
      `${String(blocker)} is ${String(status)}: ${String(id)} has nothing to wait for`,
    hint: 'Name a workstream that is not over: --by REF.',
  },
  E_STATUS_NOT_BLOCKED_BY: {
    text: ({ id, blocker }) => `${String(id)} is not blocked by ${String(blocker)}`,
    hint: ({ blockers }) =>
      list(blockers).length > 0
        ? `It is blocked by ${list(blockers).join(', ')}.`
        : 'It is blocked by nothing.',
  },
  'status-open-tasks': {
    text: ({ id, list: tasks }) =>
      [`${String(id)} is done with open tasks:`, ...list(tasks).map((task) => `  ${task}`)].join('\n'),
    hint: 'Tick what is done, or drop what nobody needs: `canon tick --drop --reason`.',
  },
  'status-open-workstreams': {
    text: ({ id, list: some }) =>
      [`${String(id)} is done with workstreams that are not:`, ...list(some).map((one) => `  ${one}`)].join(
        '\n',
      ),
  },
  'status-still-blocked': {
    text: ({ id, list: some }) => `${String(id)} still says that it is blocked by ${list(some).join(', ')}`,
    hint: ({ id }) => `If it is not: \`canon status ${String(id)} active --by WORKSTREAM\` takes one out.`,
  },
};
