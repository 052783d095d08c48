import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');

/** What canon says about the settings of editors. */
export const editorMessages: Messages = {
  'editor-settings-kept': {
    text: (args: Args) => `it has a value of its own for ${list(args['keys'])}, which is kept`,
    hint: (args: Args) =>
      `canon would set it otherwise for ${String(args['title'])}: take it out and run \`canon init\` again to get its own.`,
  },
};
