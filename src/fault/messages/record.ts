import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

interface Cause {
  /** What is wrong, short enough to stand beside a caret. */
  readonly note: string | ((args: Args) => string);
  readonly remedy: string | ((args: Args) => string);
}

// The mistakes people make in YAML, by what `yaml-cause.ts` finds. `other` repeats the parser's own words.
const CAUSES: Readonly<Record<string, Cause>> = {
  colon: {
    note: 'a colon and a space start a new key in here',
    remedy: (args) =>
      `Quote the value${args['fixed'] ? `: ${String(args['fixed'])}` : ', for example summary: "P4: shipped"'}.`,
  },
};

export const fillCause = (args: Args): Cause | undefined => CAUSES[String(args['cause'])];

/** What canon says about record. */
export const recordMessages: Messages = {
  E_FRONTMATTER_SYNTAX: { text: 'the frontmatter does not parse' },
};
