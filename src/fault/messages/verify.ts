import type { Messages } from './types.ts';

/** What canon says about checks that it runs, and about claims of a draft that one was run. */
export const verifyMessages: Messages = {
  E_VERIFY_NOT_FOUND: {
    text: ({ command }) => `there is no command "${String(command)}" to run`,
    hint: 'Look at its spelling and at PATH. A file in this folder is called ./NAME.',
  },
  E_VERIFY_SHELL: {
    text: ({ command }) => `${String(command)} is for a shell to read, and is run without one`,
    hint: ({ better }) => `Run: canon verify -- ${String(better)}`,
  },
  E_VERIFY_START: {
    text: ({ command, reason }) => `${String(command)} could not be started (${String(reason)})`,
    hint: ({ reason }) =>
      reason === 'EACCES' ? 'It may not be executable: chmod +x.' : 'Try it without canon first.',
  },
  E_VERIFY_INTERRUPTED: {
    text: ({ signal }) => `the check was interrupted (${String(signal)}), so nothing of it is kept`,
    hint: 'Run it again to its end.',
  },
  'verify-passed': {
    text: ({ command, on, seconds }) =>
      `passed: ${String(command)}, exit 0, on ${String(on)}, ${String(seconds)} s`,
  },
  'verify-failed': {
    text: ({ command, exit, on, seconds }) =>
      `FAILED: ${String(command)}, exit ${String(exit)}, on ${String(on)}, ${String(seconds)} s`,
  },
  'verify-not-kept': {
    text: ({ reason }) => `the check has run, and how it ended could not be kept (${String(reason)})`,
    hint: 'Say what is known of it as `(believed)`; `canon doctor` says what is wrong with the local state.',
  },
  'evidence-failed': {
    text: ({ reason }) => `what was verified in this session could not be read (${String(reason)})`,
    hint: 'The record says what the draft says; correct it with `canon handoff --amend ID`.',
  },
  'verified-unseen': {
    text: ({ command }) =>
      command === ''
        ? 'this is called verified, and it does not say by what'
        : `this is called verified by ${String(command)}, and no run of that was seen in this session`,
    hint: ({ command, id }) =>
      command === ''
        ? 'Name the command, run with `canon verify -- …`; what nobody ran is `(believed)`.'
        : `Run it: canon verify -- ${String(command)}; then correct the record: canon handoff --amend ${String(id)}. What nobody ran is \`(believed)\`.`,
  },
  'verified-otherwise': {
    text: ({ command, said, exit }) =>
      `this says that ${String(command)} ended with exit ${String(said)}; its last run ended with ${String(exit)}, and so says the record`,
    hint: 'Look whether the sentence still holds.',
  },
};
