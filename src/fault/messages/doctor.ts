import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const SHOWN = 7;

/** The first of them, and how many more there are. */
const list = (value: Args[string] | undefined): string => {
  if (!Array.isArray(value)) return String(value);
  const rest = value.length - SHOWN;
  return value.slice(0, SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

/** What `canon doctor` finds, and what to do about it. */
export const doctorMessages: Messages = {
  'doctor-not-set-up': {
    text: 'there is no .canon here: this repository is not set up',
    hint: 'Run `canon init`.',
  },
  'doctor-no-manifest': {
    text: 'it is not there, so nothing tells what canon installed',
    hint: 'Run `canon init`, which writes it anew.',
  },
  'doctor-manifest-unreadable': {
    text: 'it cannot be read, so nothing tells what canon installed',
    hint: 'Look at the conflict in it with `git diff`, or run `canon init`, which writes it anew.',
  },
  'doctor-no-host': {
    text: 'hooks are installed for no agent host, so no call is recorded',
    hint: 'Run `canon init --host claude-code`, or `--host codex`.',
  },
  'doctor-canon-not-found': {
    text: 'it does not find canon, so hooks do nothing and say nothing',
    hint: 'Run `npm install -g repocanon`, or set CANON_BIN to its path where your agent is started.',
  },
  'doctor-canon-fails': {
    text: ({ reason }) => `canon cannot be run by it: ${String(reason)}`,
    hint: 'Run `.canon/run --version` to see it. `npm install -g repocanon` installs canon anew; CANON_BIN, if set, must name its path.',
  },
  'doctor-canon-inside': {
    text: ({ file }) => `it would start ${String(file)}, which comes with the repository: not run here`,
    hint: 'Look at that file. Where you trust it, run its own `canon doctor`; else `npm install -g repocanon`, or set CANON_BIN to one outside.',
  },
  'doctor-canon-version': {
    text: ({ version, own }) => `it runs canon ${String(version)}, and this is ${String(own)}`,
    hint: 'Update the other: npm install -g repocanon@latest. `command -v canon` and $CANON_BIN say which it is.',
  },
  'doctor-state-unwritable': {
    text: ({ folder, reason }) => `calls cannot be recorded in ${String(folder)}: ${String(reason)}`,
    hint: 'Make it a folder that you may write to, or free space on its disk. Calls that are made until then are lost.',
  },
  'doctor-state-unreadable': {
    text: ({ file, reason }) => `what was recorded cannot be read: ${String(reason)} (${String(file)})`,
    hint: ({ file }) =>
      `Make it yours to read: \`ls -ld\` of it says whose it is. A client that another user started may have left it.\n  ls -ld '${String(file).replaceAll("'", "'\\''")}'`,
  },
  'doctor-state-stuck': {
    text: ({ file, reason }) =>
      `what the samples left cannot be removed: ${String(reason)} (${String(file)})`,
    hint: 'Make the folder that it is in writable, and run `canon doctor` again: it removes what one before it has left.',
  },
  'doctor-spool-foreign': {
    text: ({ count, files }) =>
      Number(count) === 1
        ? `something in the spool was left there by no hook: ${list(files)}`
        : `${String(count)} things in the spool were left there by no hook: ${list(files)}`,
    hint: ({ count }) => {
      const it = Number(count) === 1 ? 'it' : 'them';
      return `Nothing touches ${it}. Look at ${it} in \`canon/spool\` of the git folder (\`git rev-parse --git-common-dir\`) and remove ${it}.`;
    },
  },
  'doctor-quarantine': {
    text: ({ count, files }) => `${String(count)} of what hooks left could never be counted: ${list(files)}`,
    hint: ({ folder }) =>
      `They are kept for you to look at, with all that a tool was given, and may be deleted:\n  ls -l '${String(folder).replaceAll("'", "'\\''")}'`,
  },
  'doctor-files-missing': {
    text: ({ paths }) => `canon installed files that are not there: ${list(paths)}`,
    hint: 'Run `canon init`, which writes them.',
  },
  'doctor-files-old': {
    text: ({ paths }) => `files are those of another version, or not executable: ${list(paths)}`,
    hint: 'Run `canon init`, which brings them up to date.',
  },
  'doctor-files-changed': {
    text: ({ paths }) => `files are not as canon wrote them: ${list(paths)}`,
    hint: "Look at the change with `git diff` or `git log`. Delete them and run `canon init` to get canon's own.",
  },
  'doctor-files-untracked': {
    text: ({ paths }) => `git does not know of ${list(paths)}: other clones will not have them`,
    hint: 'Run `canon init`: it prints the command that commits them. What git ignores: `git add --force`.',
  },
  'doctor-settings-syntax': {
    text: ({ title }) => `it is no JSON: ${String(title)} reads nothing of it and runs no hook`,
    hint: 'Mend it at that place, then run `canon init`.',
  },
  'doctor-settings-shape': {
    text: ({ key, expected, title }) =>
      `${String(key) ? `\`${String(key)}\`` : 'it'} is not ${String(expected)}, as ${String(title)} wants it`,
    hint: ({ title }) => `Mend it as ${String(title)} documents its settings, then run \`canon init\`.`,
  },
  'doctor-hooks-missing': {
    text: ({ title, events }) => `${String(title)} is not told to call canon at ${list(events)}`,
    hint: 'Run `canon init`, which puts the hooks beside those that are there.',
  },
  'doctor-hooks-changed': {
    text: ({ events }) => `canon's hook was changed by hand, and was not run here: ${list(events)}`,
    hint: "Take it out and run `canon init` to get canon's own.",
  },
  'doctor-hooks-doubled': {
    text: ({ title, events, files }) =>
      `${String(title)} calls canon more than once at ${list(events)}` +
      (Array.isArray(files) && files.length > 0 ? `: also by ${list(files)}` : ''),
    hint: 'Calls are still counted once. Take the others out: canon needs the one of the project only.',
  },
  'doctor-hooks-stray': {
    text: ({ events }) => `canon is called where it has nothing to do: ${list(events)}`,
    hint: 'Run `canon init`, which takes out what it installed. Take out by hand what stays.',
  },
  'doctor-hooks-disabled': {
    text: ({ title }) => `\`disableAllHooks\` is set: ${String(title)} runs no hook at all`,
    hint: 'Take it out, so that calls are recorded.',
  },
  'doctor-hook-failed': {
    text: ({ title, events, detail }) =>
      `${list(events)} of ${String(title)} failed when fired: ${String(detail)}`,
    hint: 'What is said of .canon/run, .canon/hook.sh and the spool comes first. `git diff .canon` shows what was changed there, `canon init` writes what is missing.',
  },
  'doctor-transcript-ahead': {
    text: ({ session, missing, expected }) =>
      `${String(missing)} of ${String(expected)} calls of session ${String(session)} are in its transcript and were not recorded`,
    hint: ({ session }) =>
      `\`canon telemetry ${String(session)} --verify\` names them. Hooks were not loaded then, or not trusted, or failed: see what else is said here, and start the client in the project's folder.`,
  },
  'doctor-subfolder': {
    text: ({ title, below, path }) =>
      `${String(title)} started here, in ${String(below)}, loads no hook: it reads ${String(path)} of the folder that it is started in`,
    hint: ({ root }) => `Start it in ${String(root)}.`,
  },
  'doctor-below-the-top': {
    text: ({ title, folder, path }) =>
      `the project is ${String(folder)}, below the top of the repository: ${String(title)} started at the top does not load ${String(folder)}/${String(path)}`,
    hint: ({ folder }) => `Start it in ${String(folder)} to work there.`,
  },
  'doctor-codex-main-tree': {
    text: ({ main }) =>
      `Codex reads the hooks of the main work tree, and they are not those of this one: ${String(main)}`,
    hint: 'Bring the main work tree to a commit that has them.',
  },
  'doctor-codex-project': {
    text: 'Codex loads no hook of it: the project is not trusted',
    hint: 'Start `codex` here and trust the folder (or once `codex exec --trust`), then look at the hooks with `/hooks`.',
  },
  'doctor-codex-untrusted': {
    text: ({ events }) => `Codex does not run hooks that nobody has trusted: ${list(events)}`,
    hint: 'Start `codex` here, look at the hooks with `/hooks` and trust them.',
  },
  'doctor-codex-disabled': {
    text: ({ events }) => `hooks are switched off in Codex: ${list(events)}`,
    hint: 'Start `codex` here and switch them on with `/hooks`.',
  },
  'doctor-codex-unlisted': {
    text: ({ events }) => `Codex does not list the hooks at ${list(events)}`,
    hint: 'Run `canon init`, then start `codex` here and look at the hooks with `/hooks`.',
  },
};
