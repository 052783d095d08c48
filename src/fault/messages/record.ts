import { frontmatterCause } from './frontmatter-causes.ts';
import type { Messages } from './types.ts';

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
};
