import type { Messages } from './types.ts';

const stderr = (value: unknown): string => {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? '' : `: ${text}`;
};

/** What canon says about git. */
export const gitMessages: Messages = {
  E_GIT_MISSING: {
    text: 'git was not found on PATH; canon reads and writes through it',
    hint: 'Install git 2.30 or newer (https://git-scm.com/downloads) and open a new terminal.',
  },
  E_GIT_TOO_OLD: {
    text: ({ version }) => `git ${String(version)} is too old for what canon asked of it`,
    hint: 'canon needs git 2.30 or newer: update git.',
  },
  E_GIT_FAILED: {
    text: ({ args, code, stderr: said }) =>
      `git ${String(args)} failed with exit ${String(code)}${stderr(said)}`,
    hint: 'Run that git command in the repository to see more.',
  },
  E_GIT_TIMEOUT: {
    text: ({ args, ms }) => `git ${String(args)} did not finish within ${Number(ms) / 1000} s and was ended`,
    hint: 'Is the remote reachable without a prompt? Try the command yourself.',
  },
  E_GIT_UNSAFE: {
    text: ({ stderr: said }) => `git refuses this repository because another user owns it${stderr(said)}`,
    hint: 'If you trust it: git config --global --add safe.directory <its path>',
  },
  E_NO_REPOSITORY: {
    text: ({ cwd, gitfile }) =>
      gitfile === undefined
        ? `${String(cwd)} is not in a git repository`
        : `${String(cwd)}/.git points to ${String(gitfile)}, which is not there`,
    hint: 'Change to your repository, or name it: canon --repo DIR. A new one: git init.',
  },
  E_BARE_REPOSITORY: {
    text: ({ path }) =>
      `${String(path)} is a bare repository (or inside .git): there is no work tree to write records in`,
    hint: 'Run canon in a clone, or in a work tree: git worktree add DIR.',
  },
  E_TREE_PATH: {
    text: ({ path }) =>
      `${String(path)} cannot be committed: a file stands in the place of a folder, or the reverse`,
    hint: 'Move what is in its place, commit that, and try again.',
  },
};
