import type { Args } from '../diagnostic.ts';
import { frontmatterCause } from './frontmatter-causes.ts';
import type { Messages } from './types.ts';

/** What a key of a type has to hold, and an example of it. */
const WANTED: Readonly<Record<string, readonly [what: string, example: string]>> = {
  text: ['text', 'some words'],
  id: ['the id of a record', 'email-sender'],
  slug: ['an operator: lower-case words joined by -', 'roman'],
  date: ['a date', '"2026-05-11"'],
  time: ['a time with its offset', '"2026-05-11T15:12:40+02:00"'],
  count: ['a whole number from 0', '4'],
  list: ['a list of text', '[one, two]'],
  counts: ['a map of names to counts', '{ Bash: 71 }'],
  map: ['a map', '{ input: 1200 }'],
  origin: ['a map of source, id and at', '{ source: notion, id: 4f2a }'],
  item: ['the id of an item', 'RT-260510-02#w1'],
};

function allowed(args: Args): readonly string[] {
  const words = args['allowed'];
  return Array.isArray(words) ? (words as readonly string[]) : [];
}

function wanted(args: Args): string {
  const words = allowed(args);
  if (words.length > 0) return words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`;
  return WANTED[String(args['wanted'])]?.[0] ?? 'something else';
}

function example(args: Args): string {
  return allowed(args)[0] ?? WANTED[String(args['wanted'])]?.[1] ?? 'value';
}

const UNSAFE: Readonly<Record<string, string>> = {
  comment: 'a comment stands inside the value and would be lost',
  alias: 'what stands there is no map that could take the key',
  anchor: 'an alias elsewhere repeats this value',
  shape: 'the way it is written leaves no room for it',
  reread: 'read again, the result would not be what was meant',
};

/** What canon says about record. */
export const recordMessages: Messages = {
  E_FRONTMATTER_SYNTAX: {
    text: 'the frontmatter does not parse',
    note: (args) => frontmatterCause(args).note,
    hint: (args) => frontmatterCause(args).remedy,
  },
  E_FRONTMATTER_NOT_A_MAP: {
    text: 'the frontmatter has no keys',
    note: 'a key and a colon are expected here',
    hint: 'Write key: value on the lines between the fences.',
  },
  E_FRONTMATTER_UNSAFE_EDIT: {
    text: (args) => `${String(args['key'])} cannot be changed without touching anything else`,
    note: (args) => UNSAFE[String(args['reason'])] ?? 'this is in the way',
    hint: 'Change it by hand, in an editor.',
  },
  schema: {
    text: (args) =>
      args['problem'] === 'missing'
        ? `${String(args['key'])} is missing: every ${String(args['kind'])} has one`
        : `${String(args['key'])} is ${String(args['found'])}, not ${wanted(args)}`,
    hint: (args) =>
      args['problem'] === 'missing'
        ? `Add ${String(args['key'])}: ${example(args)} (${wanted(args)}).`
        : `Write for example ${String(args['key'])}: ${example(args)}.`,
  },
};
