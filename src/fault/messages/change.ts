import type { Args } from '../diagnostic.ts';
import { lockRemedy, lockSentence } from './locks.ts';
import type { Messages } from './types.ts';

type Said = readonly [text: string, hint: string];

const midway = (what: string): Said => [
  `written, but not committed: ${what} is in progress in this work tree`,
  'Finish or abort that first. What canon wrote is in the work tree; commit it then.',
];

const NOT_COMMITTED: Readonly<Record<string, Said>> = {
  detached: [
    'written, but not committed: HEAD is detached, and a commit there is on no branch',
    'Check out a branch (git switch NAME) and commit it there.',
  ],
  rebase: midway('a rebase'),
  am: midway('an am'),
  merge: midway('a merge'),
  'cherry-pick': midway('a cherry-pick'),
  revert: midway('a revert'),
  bisect: midway('a bisect'),
  refused: ['written, but not committed', 'Take out what must not be published, then commit again.'],
  hook: [
    'written, but not committed: a hook of the repository refused it',
    'Mend what it complains of, or set `git_hooks: false` under `handoff` in .canon/config.yaml.',
  ],
  'index-locked': [
    "written, but not committed: another process keeps git's index",
    'When it is done, commit what canon wrote.',
  ],
  'ref-locked': [
    'written, but not committed: another git keeps the branch locked',
    'When it is done, commit what canon wrote.',
  ],
  lost: [
    'written, but not committed: the branch kept moving under it',
    'What canon wrote is in the work tree; commit it when the others are done.',
  ],
  failed: [
    'written, but not committed: git would not make the commit',
    'Is user.name, user.email and, with commit.gpgsign, the signing key set up? Try: git commit --allow-empty',
  ],
};

const WHY: Readonly<Record<string, string>> = {
  conflict: 'it is in conflict in the index',
  'not-a-file': 'it is no plain file',
  'not-utf8': 'it is not UTF-8',
  missing: 'it is not there',
  uncommitted: 'it is not committed yet and has been edited by hand',
  edited: 'it has been edited by hand',
  unreadable: 'the edit could not be made in what it holds',
};

const pull = (upstream: string): string =>
  `Nothing was changed. By hand: git pull --rebase, then git push${upstream === '' ? '' : ` (upstream ${upstream})`}.`;

const NOT_PUSHED: Readonly<Record<string, Said>> = {
  detached: ['not pushed: HEAD is detached', 'Check out a branch first.'],
  'no-upstream': [
    'not pushed: the branch follows no remote branch',
    'To publish it: git push -u origin HEAD.',
  ],
  'upstream-gone': [
    'not pushed: the branch that this one follows was deleted on the remote',
    'Follow another one (git branch -u), or publish it again: git push -u origin HEAD.',
  ],
  others: [
    "not pushed: the branch has unpushed commits that are not canon's or yours to publish",
    'Push them when they are ready: git push. The record goes along.',
  ],
  refused: [
    'not pushed: the remote does not take it',
    'Is the branch protected? Push to another one and open a pull request.',
  ],
  unreachable: [
    'not pushed: the remote could not be reached without asking you',
    'The commit is safe here. Later: git push.',
  ],
  timeout: ['not pushed: the remote did not answer in time', 'The commit is safe here. Later: git push.'],
  contended: [
    'not pushed: the remote kept moving',
    'The commit is safe here. Try again: git pull --rebase && git push.',
  ],
  dirty: ['not pushed: the remote has moved on, and catching up would touch files with changes of yours', ''],
  conflict: ['not pushed: the remote has moved on and has changed the same file', ''],
  merge: ['not pushed: the remote has moved on, and there is a merge among the unpushed commits', ''],
  signed: ['not pushed: the remote has moved on, and a signed commit of yours would lose its signature', ''],
  shared: ['not pushed: the remote has moved on, and another branch or tag holds the unpushed commits', ''],
  locked: [
    'not pushed: the remote has moved on, and another git, living or dead, keeps the branch locked',
    'The commit is safe here. When no git is running any more, remove that lock; then: git pull --rebase && git push.',
  ],
  taken: ['not pushed: the remote has moved on and has another record of the same name', ''],
  unreadable: [
    'not pushed: the remote has moved on, and a commit is in an encoding that canon does not rewrite',
    '',
  ],
};

const one = (value: Args[string] | undefined): string => (typeof value === 'string' ? value : '');
const many = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);
const after = (detail: string): string => (detail === '' ? '' : `: ${detail}`);

/** What canon says about change. */
export const changeMessages: Messages = {
  E_CHANGE_EXISTS: {
    text: ({ path }) => `${String(path)} is there already, and it is another record`,
    hint: 'Nothing was overwritten. Take another id (canon claim), or amend that record (canon handoff --amend ID).',
  },
  E_CHANGE_BYTES: {
    text: ({ path }) => `The bytes for ${String(path)} are no longer those that were planned`,
    hint: 'What they are read from has changed meanwhile. Nothing points to what was written so far; run it again.',
  },
  E_CHANGE_PATH: {
    text: ({ path }) =>
      `${String(path)} is not a path inside this work tree (or leads out of it through a link)`,
    hint: 'Look at `paths` in .canon/config.yaml, and at links among its folders.',
  },
  'change-finished': {
    text: ({ subject, commit }) =>
      `an earlier run had been stopped half way; it is finished now: ${one(subject)} (${one(commit) === '' ? 'written, not committed' : one(commit).slice(0, 7)})`,
  },
  'not-committed': {
    text: (args) =>
      (NOT_COMMITTED[one(args['reason'])] ?? [one(args['reason'])])[0] +
      after(args['locks'] === undefined ? one(args['detail']) : lockSentence(args)),
    hint: (args) =>
      args['locks'] === undefined
        ? (NOT_COMMITTED[one(args['reason'])]?.[1] ?? '')
        : `${lockRemedy(args)} commit what canon wrote.`,
  },
  'file-left-alone': {
    text: ({ path, why, where }) =>
      where === 'commit'
        ? `${one(path)} is not in the commit: ${WHY[one(why)] ?? one(why)}`
        : `${one(path)} was left as it is in the ${where === 'index' ? 'index' : 'work tree'}: ${WHY[one(why)] ?? one(why)}`,
    hint: 'Commit it when it is ready; a later handoff brings its derived lines up to date.',
  },
  'change-secret': {
    text: ({ kind }) => `this looks like a secret (${one(kind)}), so nothing was changed`,
    hint: ({ fingerprint }) =>
      `Leave it out; a real one is to be revoked. If it is none: put ${one(fingerprint)} under \`secrets.allow\` in .canon/config.yaml.`,
  },
  'change-uncommitted': {
    text: ({ path, why }) =>
      `nothing was committed: ${one(path)} cannot be committed without lines of yours (${WHY[one(why)] ?? one(why)})`,
    hint: 'The change stands in the work tree. Commit it together with your own.',
  },
  'not-pushed': {
    text: ({ reason, detail, commits }) => {
      const said = NOT_PUSHED[one(reason)] ?? [`not pushed: ${one(reason)} in progress`];
      const list = reason === 'others' ? many(commits).map((commit) => `\n  ${commit}`) : [];
      return said[0] + after(one(detail)) + list.join('');
    },
    hint: ({ reason, upstream }) => NOT_PUSHED[one(reason)]?.[1] || pull(one(upstream)),
  },
  renumbered: {
    text: ({ from, to }) =>
      `${one(from)} had been taken on the remote meanwhile: this record is ${one(to)} now`,
    hint: 'Its links, log lines and commit message have followed. Use the new id from now on.',
  },
};
