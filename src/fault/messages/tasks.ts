import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

const undo = (args: Args, more = ''): string =>
  `\`canon tick ${String(args['workstream'])} ${String(args['task'])} --undo${more}\``;

/** What canon says about tasks: `tick` and `next`. */
export const taskMessages: Messages = {
  E_TASK_GONE: {
    text: ({ id, text }) => `A version of the file (HEAD, index, work tree) has no task ${id} "${text}".`,
    hint: 'Commit what you have changed in its task list, then run the command again.',
  },
  E_TASK_EDIT: {
    text: ({ id }) =>
      `The end of task ${id} cannot be written to: what stands there (an unclosed comment, a bracket) would swallow it.`,
    hint: 'Close it in that file, then run the command again.',
  },
  E_TASK_UNKNOWN: {
    text: ({ name, workstream }) => `${workstream} has no task "${name}"`,
    hint: (args) => {
      const [near, ids] = [list(args['near']), list(args['ids'])];
      const meant = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : '';
      return ids.length === 0
        ? `${meant}It has none yet: they are checkboxes at the top level of its Tasks section.`
        : `${meant}It has ${ids.slice(0, 40).join(', ')}${ids.length > 40 ? ' …' : ''}; a position works too (3 for the third).`;
    },
  },
  E_TASK_AMBIGUOUS: {
    text: ({ name, count }) => `"${name}" is the id of ${count} tasks`,
    hint: ({ candidates }) =>
      ['Name one by its position:', ...list(candidates).map((one) => `  ${one}`)].join('\n'),
  },
  E_TICK_COMMIT: {
    text: ({ rev }) => `--commit "${rev}" is no commit of this clone`,
    hint: 'Name one as git does (a hash, a branch, HEAD~1), or leave the option out for the newest commit.',
  },
  E_TICK_REASON: {
    text: ({ given }) =>
      given === '--reason' ? '--reason is for a task that is dropped' : 'a task is dropped for a reason',
    hint: 'Write `canon tick WORKSTREAM TASK --drop --reason "why"`.',
  },
  E_TICK_BOTH: {
    text: '--undo and --drop are two different things',
    hint: 'Give one of them.',
  },
  E_TICK_DONE_BY: {
    text: ({ id, by }) => `${id} is done already: ${list(by).join(' and ')} did it`,
    hint: (args) =>
      `\`canon show ${list(args['by'])[0] ?? ''}\` says how. If it is not done, take it back: ${undo(args, ' --force')}.`,
  },
  E_TICK_DROPPED: {
    text: ({ id, reason }) => `${id} was dropped${reason === '' ? '' : `: ${String(reason)}`}`,
    hint: (args) => `To take it up again: ${undo(args)}.`,
  },
  E_TICK_DROP_DONE: {
    text: ({ id, by }) =>
      `${id} is done${list(by).length > 0 ? ` (${list(by).join(', ')})` : ''}, and what is done is not dropped`,
    hint: (args) => `If it is not done, take that back first: ${undo(args)}.`,
  },
  E_TICK_FOREIGN: {
    text: ({ id, by }) =>
      list(by).length > 0
        ? `${id} was ticked by ${list(by).join(' and ')}, not by this session`
        : `${id} was ticked by hand: nothing says who did it`,
    hint: (args) => `To take it back all the same: ${undo(args, ' --force')}.`,
  },
  'tick-same': {
    text: ({ id, state }) =>
      state === 'done'
        ? `${id} is done already, by this session: nothing to change`
        : `${id} is ${state} already: nothing to change`,
  },
  'tick-claimed': {
    text: ({ session }) => `${session} is claimed for this session, and is what the task links to`,
    hint: '`canon handoff` writes its record.',
  },
  'tick-needs-id': {
    text: ({ session }) => `the task links to ${session}, which you claimed by hand`,
    hint: ({ session }) => `Hand off with it: \`canon handoff --id ${String(session)}\`.`,
  },
  'tick-no-commit': {
    text: 'there is no commit yet that could be evidence: the task names the session alone',
  },
  'tick-last': {
    text: ({ workstream, done, total }) =>
      `that was the last open task of ${workstream}: ${done} of ${total} done`,
    hint: ({ workstream }) => `If nothing is missing: \`canon status ${String(workstream)} done\`.`,
  },
  E_NEXT_PLAN: {
    text: ({ plan, workstreams }) =>
      Array.isArray(workstreams) && workstreams.length > 0
        ? `${plan} is a plan, and no workstream of it is active, has an open task and waits for nothing`
        : `${plan} is a plan, and no workstream carries it out`,
    hint: ({ plan, workstreams }) =>
      Array.isArray(workstreams) && workstreams.length > 0
        ? [
            'It has these; `canon next WORKSTREAM` takes any of them:',
            ...workstreams.map((one) => `  ${one}`),
          ].join('\n')
        : `Make one: \`canon new workstream TITLE --plan ${String(plan)}\`.`,
  },
  'next-of-plan': {
    text: ({ plan, workstream }) => `${plan} is a plan; of its workstreams it is ${workstream}`,
  },
  'next-all-done': {
    text: ({ workstream, done, total }) => `${workstream} has no open task left: ${done} of ${total} done`,
    hint: ({ workstream, over, other }) => {
      const finish = over ? '' : `If nothing is missing: \`canon status ${String(workstream)} done\`. `;
      return `${finish}${other === '' ? 'No other workstream of yours has one.' : `Another: \`canon next ${String(other)}\`.`}`;
    },
  },
  'next-no-tasks': {
    text: ({ workstream }) => `${workstream} has no tasks`,
    hint: ({ other }) =>
      `They are checkboxes at the top level of its Tasks section.${other === '' ? '' : ` Another workstream: \`canon next ${String(other)}\`.`}`,
  },
  'next-nothing': {
    text: 'no active workstream of yours has an open task and waits for nothing',
    hint: '`canon list workstream` shows them all; `canon next WORKSTREAM` takes any of them.',
  },
};
