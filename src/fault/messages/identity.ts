import type { Args } from '../diagnostic.ts';
import { frontmatterCause } from './frontmatter-causes.ts';
import type { Messages } from './types.ts';

const names = (value: Args[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');

/** What canon says about operators and claims. */
export const identityMessages: Messages = {
  E_OPERATOR_UNKNOWN: {
    text: ({ evidence, present, known }) => {
      const who =
        evidence === ''
          ? 'nothing says who you are: no --operator, no OPERATOR, no user.email in git'
          : `${evidence} is no operator of this repository`;
      if (present === false) return `${who}; it has no .canon/operators.yaml`;
      return known === undefined || names(known) === '' ? who : `${who} (there are: ${names(known)})`;
    },
    hint: ({ yaml, file }) => `If you are new here, add this line to ${file} and commit it:\n${yaml}`,
  },
  E_OPERATORS_SYNTAX: {
    text: ({ path }) => `${path} is not YAML that can be read`,
    note: (args) => frontmatterCause(args).note,
    hint: (args) =>
      `${frontmatterCause(args).remedy} One operator a line: roman: { initials: RT, name: Roman, emails: [roman@example.com] }`,
  },
  E_OPERATORS_VALUE: {
    text: ({ path, key, expected }) =>
      key === '' ? `${path} should be ${expected}` : `${key} in ${path} should be ${expected}`,
    hint: 'One operator a line: roman: { initials: RT, name: Roman, emails: [roman@example.com] }',
  },
  E_OPERATORS_RESERVED: {
    text: ({ path, key }) => `${path} has an operator named ${key}, a name that is reserved`,
    hint: 'It stands for "nobody knows" in imported records. Give the operator another name.',
  },
  E_OPERATORS_DUPLICATE: {
    text: ({ path, what, value, one, other }) =>
      one === other
        ? `${path} has the ${what} ${value} twice for ${one}`
        : `${path} gives the ${what} ${value} to both ${one} and ${other}`,
    hint: 'Each e-mail address and each pair of initials belongs to one operator: they decide who is who.',
  },
  E_CLAIM_UNKNOWN: {
    text: ({ id }) => `no claim of ${id} in this clone`,
    hint: ({ own }) =>
      names(own) === '' ? 'You have no open claims here.' : `Your claims here: ${names(own)}.`,
  },
  E_CLAIM_FOREIGN: {
    text: ({ id, operator, me }) => `${id} was claimed by ${operator}, and you are ${me}`,
    hint: ({ operator }) => `If it is abandoned, release it in that name: --operator ${operator}.`,
  },
  E_CLAIM_TAKEN: {
    text: ({ id, by }) => `${id} is taken by ${by}`,
    hint: 'Leave the id out to get the next free one; a record that is there is corrected with `canon handoff --amend`.',
  },
  E_CLAIM_ID: {
    text: ({ id, initials }) => `${id} cannot be claimed: it is not of the form ${initials}-YYMMDD-NN`,
    hint: 'Leave the id out to get the next free one.',
  },
  'operator-evidence-disagrees': {
    text: ({ who, slug, evidence }) => `you are ${who} here, but ${evidence} speaks for ${slug}`,
    hint: ({ slug }) => `If that is who you are, run this again with --operator ${slug}.`,
  },
};
