import type { Args } from '../diagnostic.ts';
import { wanted as wantedOf } from './check.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

const didYouMean = (near: Args[string] | undefined, otherwise: string): string =>
  list(near).length === 0 ? otherwise : `Did you mean ${either(list(near))}? ${otherwise}`;

const plural: Readonly<Record<string, string>> = {
  plan: 'plans',
  workstream: 'workstreams',
  adr: 'decisions',
  learning: 'learnings',
  session: 'sessions',
};

/** What canon says when records are begun and their values changed. */
export const recordsMessages: Messages = {
  E_NEW_SESSION: {
    text: 'a session is not begun from a template: it is written when it is handed off',
    hint: '`canon claim` reserves its id now; `canon handoff --draft FILE` or `--quick "one line"` writes it.',
  },
  E_NEW_TITLE: {
    text: ({ length, most }) =>
      Number(length) === 0
        ? 'the title says nothing'
        : `the title has ${String(length)} characters, and a title has ${String(most)} at most`,
    hint: ({ kind }) => `Write canon new ${String(kind)} "what it is about"; more goes into its text.`,
  },
  E_NEW_OPTION: {
    text: ({ kind, option }) => `${plural[String(kind)] ?? String(kind)} take no ${String(option)}`,
    hint: ({ kinds, option }) =>
      `Leave it out; ${String(option)} is for ${either(list(kinds).map((one) => plural[one] ?? one))}.`,
  },
  E_NEW_PRIORITY: {
    text: ({ value }) => `"${String(value)}" is no priority`,
    hint: ({ allowed }) => `It is one of ${either(list(allowed))}.`,
  },
  E_NEW_SECRET: {
    text: ({ kind, inTitle }) =>
      `${inTitle === true ? 'the title' : 'what it would say'} looks like a secret (${String(kind)}), and records are published`,
    hint: ({ fingerprint }) =>
      `Say it without; a real one is to be revoked. If it is none, add ${String(fingerprint)} to secrets.allow in .canon/config.yaml.`,
  },
  'new-name-taken': {
    text: ({ id, taken, title, kind, reserved }) =>
      reserved === true
        ? `no record can be called ${String(taken)}, so this one is ${String(id)}`
        : `${String(taken)} is taken${title === '' ? '' : ` by the ${String(kind)} "${String(title)}"`}, so this one is ${String(id)}`,
    hint: ({ reserved }) =>
      reserved === true
        ? 'A title that says more makes a better name.'
        : 'If it was meant to be the same, delete this file and write in that one.',
  },
  'new-no-material': {
    text: ({ session, section }) => `${String(session)} says nothing under ${String(section)}`,
    hint: 'The record has the guidance of its template there.',
  },
  E_LIST_LIMIT: {
    text: ({ value }) => `--limit takes a whole number from 1, and "${String(value)}" is none`,
    hint: 'Write --limit 20; --all shows every one.',
  },
  E_SET_SYNTAX: {
    text: ({ word }) => `"${String(word)}" sets nothing`,
    hint: 'Write key=value; key+=value and key-=value for an entry of a list; key= to take a key out.',
  },
  E_SET_KEY: {
    text: ({ key, kind }) => `no ${String(kind)} has a key "${String(key)}"`,
    hint: ({ keys, near }) => didYouMean(near, `Its keys are ${list(keys).join(', ')}.`),
  },
  E_SET_MACHINE: {
    text: ({ key, kind }) => `${String(key)} of a ${String(kind)} is not set by hand: canon writes it`,
    hint: ({ key }) =>
      key === 'id' || key === 'kind'
        ? 'The id is the name of the file, and the kind is its folder.'
        : 'It is a fact of the session; what was left out of it goes into a session of its own.',
  },
  E_SET_STATUS: {
    text: 'a status is not set like other values: what goes with it has to happen as well',
    hint: ({ kind, ref, value }) =>
      kind === 'session'
        ? 'The state of a session says how it was written, and stays.'
        : `Write: canon status ${String(ref ?? 'REF')} ${String(value) === '' ? 'STATUS' : String(value)}.`,
  },
  E_SET_SUCCESSION: {
    text: ({ key }) => `${String(key)} is not set like other values: two records say it of each other`,
    hint: ({ key, ref, value }) => {
      const other = /^[^\s,]+$/.test(String(value)) ? String(value) : 'OTHER';
      if (key === 'deprecated_by')
        return `\`canon status ${String(ref)} deprecated --by ${other} --reason "why"\``;
      const [old, by] = key === 'supersedes' ? [other, String(ref)] : [String(ref), other];
      return `\`canon status ${old} superseded --by ${by}\` writes both sides; another status takes both back.`;
    },
  },
  E_SET_LIST: {
    text: ({ key, sign }) => `${String(key)} is no list, so ${String(sign)} says nothing`,
    hint: ({ key }) => `Write ${String(key)}=value.`,
  },
  E_SET_REQUIRED: {
    text: ({ key, kind }) => `${String(key)} cannot be taken out: every ${String(kind)} has it`,
    hint: ({ key }) => `Write ${String(key)}=value.`,
  },
  E_SET_TWICE: {
    text: ({ key }) => `${String(key)} is set twice`,
    hint: 'Say what it is to be once.',
  },
  E_SET_VALUE: {
    text: (args) => `${String(args['key'])}: ${String(args['found'])} is not ${wantedOf(args)}`,
    hint: ({ kind }) => `\`canon schema ${String(kind)}\` shows what each key holds.`,
  },
  E_SET_INVALID: {
    text: (args) =>
      `with that the record would not be valid: ${String(args['key'])} is ${String(args['found'])}, and should be ${wantedOf(args)}`,
    hint: '`canon check` says what is wrong in it.',
  },
  E_VALUE_UNRESOLVED: {
    text: ({ key, value, kind }) => `${String(key)}: there is no ${String(kind)} "${String(value)}"`,
    hint: ({ kind, near }) => didYouMean(near, `\`canon list ${String(kind)}\` shows which ones there are.`),
  },
  E_VALUE_ITSELF: {
    text: ({ key, value }) => `${String(key)}: "${String(value)}" is this record itself`,
    hint: 'Name another one.',
  },
  E_VALUE_OPERATOR: {
    text: ({ key, value }) => `${String(key)}: there is no operator "${String(value)}"`,
    hint: ({ known, near, file }) =>
      didYouMean(
        near,
        list(known).length === 0
          ? `Nobody is listed in ${String(file)} yet.`
          : `${String(file)} lists ${either(list(known))}.`,
      ),
  },
};
