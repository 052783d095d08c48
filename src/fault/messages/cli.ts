import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [String(value)];

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

const helpOf = (args: Args): string =>
  args['command'] ? `\`canon ${String(args['command'])} --help\`` : '`canon --help`';

/** "Did you mean …?" where there is something near, and where to look in any case. */
const didYouMean = (args: Args, see: string): string => {
  const near = list(args['near']);
  return near.length > 0 ? `Did you mean ${either(near)}? ${see}` : see;
};

/** What canon says about its command line. */
export const cliMessages: Messages = {
  E_COMMAND_UNKNOWN: {
    text: (args) => `there is no command "${String(args['name'])}"`,
    hint: (args) => didYouMean(args, 'All commands: `canon --help`.'),
  },
  E_OPTION_UNKNOWN: {
    text: (args) =>
      args['command']
        ? `${String(args['command'])} has no option ${String(args['option'])}`
        : `there is no option ${String(args['option'])}`,
    hint: (args) =>
      (args['word']
        ? `A word that begins with a dash stands behind --: \`canon ${String(args['command'])} -- ${String(args['word'])}\`. `
        : '') + didYouMean(args, `All options: ${helpOf(args)}.`),
  },
  E_OPTION_VALUE: {
    text: (args) => `${String(args['option'])} needs a value`,
    hint: (args) =>
      `Write ${String(args['option'])} ${String(args['value'] || 'VALUE')}; ` +
      `a value that begins with a dash as ${String(args['option'])}=VALUE.`,
  },
  E_OPTION_CHOICE: {
    text: (args) => `${String(args['option'])} does not take "${String(args['value'])}"`,
    hint: (args) => `It takes ${either(list(args['values']))}.`,
  },
  E_OPTION_TWICE: {
    text: (args) => `${String(args['option'])} is given twice`,
    hint: 'Give it once.',
  },
  E_OPTION_NO_VALUE: {
    text: (args) => `${String(args['option'])} is a switch and takes no value`,
    hint: (args) => `Write ${String(args['option'])} alone, or leave it out.`,
  },
  E_ARGUMENT_MISSING: {
    text: (args) => `${String(args['command'])} needs ${String(args['name'])}`,
    hint: (args) => `Usage: canon ${String(args['usage'])}. More: ${helpOf(args)}.`,
  },
  E_ARGUMENT_EXTRA: {
    text: (args) => `"${String(args['value'])}" is one argument too many for ${String(args['command'])}`,
    hint: (args) => `Usage: canon ${String(args['usage'])}. A text with blanks goes in quotes.`,
  },
  E_KIND_UNKNOWN: {
    text: (args) => `"${String(args['kind'])}" is no kind of record`,
    hint: (args) => didYouMean(args, 'The kinds are session, workstream, plan, adr and learning.'),
  },
  E_REF_UNKNOWN: {
    text: (args) => `no record is called "${String(args['ref'])}"`,
    hint: (args) =>
      didYouMean(
        args,
        'A REF is an id, kind:id, a path, or the beginning of an id; `canon list` shows them.',
      ),
  },
  E_REF_AMBIGUOUS: {
    text: (args) => `"${String(args['ref'])}" may be ${String(args['count'])} records`,
    hint: (args) => {
      const names = list(args['candidates']);
      const more = Number(args['count']) > names.length ? ['  …'] : [];
      return ['Say which:', ...names.map((name) => `  ${name}`), ...more].join('\n');
    },
  },
  E_RECORD_GONE: {
    text: (args) => `${String(args['path'])} was there a moment ago and is gone`,
    hint: 'Somebody moved or deleted it; `canon list` shows what is there now.',
  },
  'index-not-derived': {
    text: 'this file was not made by canon and stays as it is',
    hint: 'Move what it says elsewhere and delete it; `canon index` then puts the index there.',
  },
  'index-never': {
    text: 'derived text is switched off: `derived: never` in .canon/config.yaml',
  },
  'index-elsewhere': {
    text: (args) =>
      args['branch']
        ? `derived text is written on ${String(args['main'] || 'the default branch')} only, and this is ${String(args['branch'])}`
        : `derived text is written on ${String(args['main'] || 'the default branch')} only, and HEAD is detached`,
    hint: 'So branches do not conflict in it. `derived: always` in .canon/config.yaml writes it everywhere.',
  },
  E_SHELL_UNKNOWN: {
    text: (args) => `there is no completion for "${String(args['shell'])}"`,
    hint: 'The shells are bash, zsh and fish.',
  },
  'init-kept-changed': {
    text: 'it was changed by hand and is kept as it is',
    hint: "Delete it and run `canon init` again to get canon's own.",
  },
  'init-older-canon': {
    text: (args) =>
      `canon ${String(args['installed'])} set this repository up, and this is ${String(args['version'])}: what it installed stays`,
    hint: 'Update this canon: npm install -g repocanon@latest.',
  },
  'init-manifest-unreadable': {
    text: 'it cannot be read, so nothing tells which files are still as canon wrote them',
    hint: 'Files that differ from what canon would write are kept. Look at the conflict in it with `git diff`.',
  },
  'init-no-email': {
    text: 'git has no user.email here, so nobody is an operator yet',
    hint: 'Set it with `git config --global user.email you@example.com` and run `canon init` again.',
  },
  'init-operator-added': {
    text: (args) =>
      `you are ${String(args['slug'])}, and your sessions will be ${String(args['initials'])}-YYMMDD-NN: a guess from git's user.name`,
    hint: 'Change it in .canon/operators.yaml before the first handoff, then run `canon init` again.',
  },
  'init-not-listed': {
    text: (args) => `${String(args['who'] || 'nobody')} is no operator of this repository yet`,
    hint: (args) =>
      `Add this line to .canon/operators.yaml and run \`canon init\` again:\n${String(args['yaml'])}`,
  },
  'init-attributes-dirty': {
    text: "it had changes of yours; canon's lines were added to them",
    hint: 'It is left out of the command that commits: commit it together with your changes.',
  },
  'init-codex-trust': {
    text: "Codex runs a project's hooks only once you have trusted the project and each hook; until then it says nothing",
    hint: 'Start `codex` here, trust the folder, and look at the hooks with `/hooks`.',
  },
  'settings-syntax': {
    text: 'it is no JSON, so nothing was changed in it',
    hint: (args) => `${String(args['title'])} cannot read it either. Mend it, then run the command again.`,
  },
  'settings-shape': {
    text: (args) =>
      `${String(args['key']) ? `\`${String(args['key'])}\`` : 'it'} is not ${String(args['expected'])}, so nothing was changed in it`,
    hint: (args) => `Mend it as ${String(args['title'])} documents its settings, then run the command again.`,
  },
  'settings-not-plain': {
    text: (args) =>
      `there is a comment or a comma at an end, and ${String(args['title'])} reads plain JSON: it passes over the whole file`,
    hint: 'canon keeps it. Take it out, so that the hooks are run.',
  },
  'settings-changed': {
    text: (args) =>
      `canon's hook was changed by hand and is kept as it is: ${list(args['events']).join(', ')}`,
    hint: "Take it out and run `canon init` again to get canon's own.",
  },
  E_MANIFEST_UNREADABLE: {
    text: 'it cannot be read, so nothing tells what canon wrote; nothing was removed',
    hint: 'Look at the conflict in it with `git diff`, or run `canon init`, which writes it anew.',
  },
  'uninstall-nothing': {
    text: 'there is no .canon/installed.json, so nothing here is known to be of canon',
  },
  'uninstall-left-uncommitted': {
    text: "it had changes of somebody; only canon's own part was taken out",
    hint: 'It is left out of the command that commits: commit it together with those changes.',
  },
  'init-ignored': {
    text: (args) => `git ignores ${list(args['paths']).join(', ')}: other clones will not have it`,
    hint: 'Take it out of .gitignore, or add it with `git add --force`.',
  },
  'claim-reserved': {
    text: (args) => `${String(args['id'])} is yours; its record will be ${String(args['path'])}`,
    hint: (args) => `\`canon claim --release ${String(args['id'])}\` gives it back.`,
  },
  E_NOW_INVALID: {
    text: (args) => `CANON_NOW is "${String(args['value'])}", which is no time`,
    hint: 'Write it as RFC 3339 with an offset: 2026-05-11T18:20:00+02:00. Or unset it.',
  },
  E_OUTPUT: {
    text: (args) => `the result could not be written: ${String(args['reason'])}`,
    hint: 'The command itself ran to its end. Make room, or write the output somewhere else, and look at `git status`.',
  },
  E_CWD_GONE: {
    text: 'the working directory is not there any more',
    hint: 'Go to another folder and run it again.',
  },
  E_SYSTEM: {
    text: (args) => `the system refused: ${String(args['reason'])}`,
    hint: 'Look at the rights, the room and the links of what it names, and at `git status` before you go on.',
  },
  E_INTERNAL: {
    text: (args) => `something in canon itself failed: ${String(args['reason'])}`,
    hint:
      'This is a fault of canon, not yours. Look at `git status` before you go on; ' +
      'CANON_DEBUG=1 shows where it happened, for a report.',
  },
};
