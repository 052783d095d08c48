import type { Args } from '../diagnostic.ts';

/** A mistake in YAML: a few words that stand beside a caret, and what to do. */
export interface Cause {
  readonly note: (args: Args) => string;
  readonly remedy: (args: Args) => string;
}

const says = (note: string, remedy: string): Cause => ({ note: () => note, remedy: () => remedy });

const quoteIt =
  (otherwise: string) =>
  (args: Args): string =>
    args['fixed'] === undefined ? otherwise : `Quote the value: ${String(args['fixed'])}.`;

/** The mistakes people make, by what `record/yaml-cause.ts` finds. */
const CAUSES: Readonly<Record<string, Cause>> = {
  alias: says('aliases are not used in this file', 'Write the value out, or quote it.'),
  'after-bracket': {
    note: (args) => `the value ended at ${String(args['bracket'])}, and this comes after it`,
    remedy: quoteIt('Quote the whole value when the brackets belong to the text.'),
  },
  'after-quote': {
    note: () => 'the quoted text ended before this',
    remedy: (args) =>
      args['quote'] === "'"
        ? "Inside single quotes write '' for ', or quote the whole value with double quotes."
        : 'Inside double quotes write \\" for ", or quote the whole value with single quotes.',
  },
  'block-header': says(
    'nothing but a comment may follow | or > on its line',
    'Put the text on the lines below, indented, or quote the value.',
  ),
  bracket: { note: () => 'nothing opened this bracket', remedy: quoteIt('Remove it, or quote the value.') },
  colon: {
    note: () => 'a colon and a space start a new key in here',
    remedy: quoteIt('Quote the whole value.'),
  },
  conflict: says(
    'a merge conflict that nobody resolved',
    'Keep what is right of both sides and take the marker lines out; if two records met here, `canon renumber ID` keeps both.',
  ),
  dash: says(
    'a list does not start on the line of its key',
    'Put each item on a line of its own below the key, or write [one, two]; quote a text that starts with a dash.',
  ),
  'duplicate-key': {
    note: (args) => `${String(args['key'])} stands here a second time`,
    remedy: () => 'Keep one of the two.',
  },
  'endless-alias': says('this alias stands inside what it repeats', 'Write the value out instead.'),
  escape: says(
    'double quotes know no such escape',
    'Write \\\\ for a backslash, or use single quotes, where a backslash is a backslash.',
  ),
  indent: says(
    'the indentation fits no key above',
    'Start all keys of a map in one column, with spaces; quote a text instead of running it over several lines.',
  ),
  'key-not-text': says('a key is plain text', 'Write key: value.'),
  'no-blank-after-colon': says('a blank is missing after the colon', 'Write key: value.'),
  'no-colon': says(
    'a key and a colon are expected here',
    'Write key: value; a text that is too long for its line still stands on one line.',
  ),
  reserved: {
    note: (args) => `a value does not start with ${String(args['character'])}`,
    remedy: quoteIt('Quote the value.'),
  },
  'several-documents': says(
    'a second YAML document starts here',
    'Keep one: remove the line with --- or ... above, or quote it as text.',
  ),
  tab: says('a tab indents this line', 'Indent with spaces.'),
  'too-deep': says('this is nested too deeply', 'Nest less deeply.'),
  'too-large': says(
    'this is more than canon reads',
    'Keep what canon knows; in a record, move text into the body, below the second fence.',
  ),
  'too-many-aliases': says(
    'the aliases multiply this to more than canon reads',
    'Write the values out instead.',
  ),
  unclosed: says(
    'nothing closes the frontmatter that opens here',
    'Put --- on a line of its own after the last key.',
  ),
  'unclosed-bracket': {
    note: () => 'this bracket is never closed',
    remedy: (args) => `Close it with ${String(args['bracket'])}.`,
  },
  'unclosed-quote': {
    note: () => 'this quote is never closed',
    remedy: (args) => `Close it with ${String(args['quote'])} on the same line.`,
  },
  'unknown-alias': {
    note: (args) => `nothing before this is called &${String(args['name'])}`,
    remedy: quoteIt('Quote the value when the asterisk belongs to the text.'),
  },
};

/** The names of the mistakes that are told apart. */
export const FRONTMATTER_CAUSES: readonly string[] = Object.keys(CAUSES);

const OTHER: Cause = {
  note: (args) => sentence(String(args['detail'] ?? 'this is no YAML')),
  remedy: () => 'Mend the line, or quote the value.',
};

const sentence = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The words for why frontmatter does not parse; the parser's own where the mistake is a rare one. */
export function frontmatterCause(args: Args): { readonly note: string; readonly remedy: string } {
  const name = String(args['cause']);
  const cause = Object.hasOwn(CAUSES, name) ? CAUSES[name] : undefined;
  return { note: (cause ?? OTHER).note(args), remedy: (cause ?? OTHER).remedy(args) };
}
