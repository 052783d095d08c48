import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What canon says about resume. */
export const resumeMessages: Messages = {
  E_RESUME_AMBIGUOUS: {
    text: ({ ref, count }) => `"${ref}" could be any of ${count}: a reference has to name one`,
    hint: ({ candidates }) => `Write more of it: ${list(candidates).join(', ')}.`,
  },
  E_RESUME_BROKEN: {
    text: ({ ref, code }) => `"${ref}" is a record that cannot be read (${code})`,
    hint: '`canon check` says what is wrong with it and where.',
  },
  E_RESUME_KIND: {
    text: ({ name }) => `${name} cannot be resumed: only a session, a workstream or an operator can`,
    hint: ({ ref }) => `\`canon show ${ref}\` shows it.`,
  },
  E_RESUME_UNKNOWN: {
    text: ({ ref }) => `nothing here is called "${ref}": no session, workstream or operator`,
    hint: ({ near }) =>
      list(near).length > 0
        ? `Did you mean ${list(near).join(' or ')}?`
        : '`canon list session` and `canon list workstream` show what there is; a session of another clone comes with `git pull`.',
  },
  E_RESUME_BUDGET: {
    text: ({ value }) => `--budget "${value}" is no number of tokens`,
    hint: 'Give a whole number from 1 up, such as `--budget 2000`.',
  },
  'resume-fetch-failed': {
    text: ({ reason }) => `the remote could not be asked for newer sessions: ${reason}`,
    hint: 'What is shown is what was fetched before.',
  },
};
