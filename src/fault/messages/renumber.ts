import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const on = ({ ref, more }: Args): string =>
  Number(more) === 0
    ? `on ${ref}`
    : `on ${ref} and ${more} other ${Number(more) === 1 ? 'branch' : 'branches'}`;

const whose = ({ operator, created }: Args): string => {
  const parts = [operator ? `by ${operator}` : '', created ? `of ${created}` : ''].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

const refsLeft = (left: Args[string] | undefined): string =>
  `${left} more ${Number(left) === 1 ? 'commit that a branch stands at was' : 'commits that branches stand at were'} not looked at`;

/** What canon says of ids that two records have, and of giving one of them another. */
export const renumberMessages: Messages = {
  'id-on-other-branch': {
    text: (args) =>
      'left' in args
        ? `there are very many branches: ${refsLeft(args['left'])}`
        : `${args['id']} is another record ${on(args)}${whose(args)}; ${args['younger'] === 'here' ? 'the one here is the younger' : 'the younger one is there'}`,
    hint: (args) =>
      'left' in args
        ? 'Remove branches that nobody needs (`git branch -d`, `git fetch --prune`).'
        : args['younger'] === 'here'
          ? `\`canon renumber ${args['id']}\` gives the one here another id, before the branches meet.`
          : `\`canon renumber ${args['id']}\` on that branch gives the younger one another id, before the branches meet.`,
  },
  'duplicate-number': {
    text: (args) =>
      args['ref'] === undefined
        ? `${args['other']} has the number ${args['number']} as well`
        : `${args['other']} ${on(args)} has the number ${args['number']} as well; ${args['younger'] === 'here' ? 'the one here is the younger' : 'the younger one is there'}`,
    hint: ({ id, younger }) =>
      younger === 'there'
        ? 'Renumber the younger one on its branch, before the branches meet.'
        : `\`canon renumber ${id}\` gives it the next free number.`,
  },
  'duplicate-alias': {
    text: ({ alias, other }) => `${other} was once called ${alias} as well`,
    hint: 'Take the alias out of the one that nobody means by it.',
  },
  'alias-of-live-id': {
    text: ({ alias, other }) => `${alias} is the id of ${other} by now: it means that one`,
    hint: 'Nothing has to be done; `canon show` names the former holder of an id.',
  },
  'renumber-unclear': {
    text: ({ id }) =>
      `this line came after both records of the id ${id} did: which one it means, nothing says; it is left as it is`,
    hint: 'If it means the one that has another id now, write the new one.',
  },
  'renumber-untracked': {
    text: ({ id }) => `git does not know this file: the ${id} in it is left as it is`,
    hint: 'Write the new id by hand if that is what it means.',
  },
  E_RENUMBER_ALONE: {
    text: ({ id }) => `no other record has the id ${id}, neither here nor on a branch that this clone knows`,
    hint: 'Fetch the other branch first (`git fetch`), or give it another id all the same with --to NEWID.',
  },
  E_RENUMBER_OLDER: {
    text: ({ id, ref }) =>
      `the ${id} here is the older one; the younger one is on ${ref}, which is not checked out`,
    hint: ({ path }) =>
      `Run \`canon renumber\` on that branch, or give the older one another id all the same: \`canon renumber ${path}\`.`,
  },
  E_RENUMBER_DIRTY: {
    text: ({ path }) => `${path} is not as it is committed: what is in it might be lost with its name`,
    hint: 'Commit the file, or finish the merge that it is part of, then renumber it.',
  },
  E_RENUMBER_EDITED: {
    text: ({ path }) => `two records met in ${path}, and somebody has written in what the merge left there`,
    hint: ({ path }) =>
      `Put that aside if it is to be kept, then \`git checkout --ours -- ${path}\`: both records are still in the index.`,
  },
  E_RENUMBER_TO: {
    text: ({ id, to, kind, initials, why }) =>
      why === 'same'
        ? `${to} is the id that ${id} has already`
        : kind === 'session' && initials !== ''
          ? `${to} is no session id of ${initials}`
          : kind === 'adr'
            ? `${to} is no id of a decision`
            : `${to} is no slug`,
    hint: ({ kind, initials }) =>
      kind === 'session' && initials !== ''
        ? `Give one like ${initials}-260511-02, or leave --to out: it takes the next free one.`
        : kind === 'adr'
          ? 'Give one like 0012-email-sender, or leave --to out: it takes the next free number.'
          : 'Lower-case words joined by `-`, at most 64 characters; without --to it takes the next free one.',
  },
};
