import type { Args } from '../diagnostic.ts';
import { lockRemedy, lockSentence } from './locks.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [String(value)];

const joined = (value: Args[string] | undefined): string => list(value).join(', ');

const times = (count: Args[string] | undefined): string =>
  Number(count) === 1 ? 'once' : `${String(count)} times`;

const didYouMean = (near: Args[string] | undefined, otherwise: string): string =>
  list(near).length === 0 ? otherwise : `Did you mean ${list(near).join(' or ')}? ${otherwise}`;

// Why a record stands in the work tree and no commit has it.
const REASONS: Readonly<Record<string, string>> = {
  rebase: 'a rebase is in progress',
  am: 'git am is in progress',
  merge: 'a merge is in progress',
  'cherry-pick': 'a cherry-pick is in progress',
  revert: 'a revert is in progress',
  bisect: 'a bisect is in progress',
  detached: 'HEAD is detached: no branch would have the commit',
  refused: 'it holds what looks like a secret',
  invariant: 'an invariant is broken that blocks',
  hook: "the repository's own hook refused it",
  'index-locked': "another process keeps git's index",
  'ref-locked': 'another git keeps the branch locked',
  lost: 'others kept committing at the same time',
  failed: 'git could not commit',
};

const REMEDIES: Readonly<Record<string, string>> = {
  detached: 'Switch to a branch (`git switch -c NAME`), then',
  refused: 'Take it out of the file, then',
  invariant: 'Find out why; to let it pass, change the invariant in .canon/config.yaml (`mode: warn`), then',
  hook: 'Mend what it complains about, then',
  lost: 'As soon as it is quiet,',
  failed: 'Mend what git says, then',
};

/** What canon says about handoffs. */
export const handoffMessages: Messages = {
  'handoff-auto-edited': {
    text: ({ auto }) =>
      `${String(auto)} was made from this session's transcript and has been edited since, so it stays as it is beside this record`,
    hint: 'Commit what you have written there and hand off again to have one record of the session, or remove one of the two.',
  },
  E_HANDOFF_OPTIONS: {
    text: ({ one, other }) => `${String(one)} and ${String(other)} cannot be given together`,
    hint: ({ one }) =>
      one === '--id'
        ? '--id finishes a session that was claimed, --amend corrects one that was handed off.'
        : 'A draft says everything, --quick says one line.',
  },
  E_HANDOFF_ID: {
    text: ({ id, option }) => `"${String(id)}" is no session id, and ${String(option)} needs one`,
    hint: 'Session ids look like RT-260511-01; `canon list session` shows yours.',
  },
  E_HANDOFF_DONE: {
    text: ({ id }) => `${String(id)} is handed off already, and this draft says something else`,
    hint: ({ id }) =>
      `To correct the record: canon handoff --amend ${String(id)}. For a new session leave --id out.`,
  },
  E_HANDOFF_STOPPED: {
    text: 'stopped before anything was handed off',
    hint: 'Run it again with --operator SLUG to say who you are.',
  },
  E_AMEND_UNKNOWN: {
    text: ({ id }) => `there is no session ${String(id)} here to amend`,
    hint: ({ near }) => didYouMean(near, 'A session that is only on another branch has to be merged first.'),
  },
  E_AMEND_FOREIGN: {
    text: ({ id, operator, me }) => `${String(id)} is ${String(operator)}'s, and you are ${String(me)}`,
    hint: ({ operator }) =>
      `What is missing in it goes into a session of your own. If you are ${String(operator)}, say --operator ${String(operator)}.`,
  },
  E_SESSION_INVALID: {
    text: ({ key, wanted, found }) =>
      `${String(key)} would not be valid in the record: ${String(found)} is not ${String(wanted)}`,
    hint: 'See `canon schema session` for what each key takes.',
  },
  E_DRAFT_MISSING: {
    text: ({ commits, dirty, more }) => {
      const files = `${joined(dirty)}${Number(more) > 0 ? ` and ${String(more)} more` : ''}`;
      return Number(commits) > 0
        ? `this session has ${String(commits)} commit${Number(commits) === 1 ? '' : 's'}, and nothing says what they are about`
        : `this session has changed files (${files}), and nothing says what they are about`;
    },
    hint: 'Give --draft FILE (or `-` for stdin), or --quick "one line".',
  },
  E_QUICK_EMPTY: {
    text: '--quick has nothing to say',
    hint: 'Write one line: --quick "Found why the hook stalls".',
  },
  E_DRAFT_UNREADABLE: {
    text: ({ reason }) => `the draft cannot be read: ${String(reason)}`,
    hint: 'Give the path of a Markdown or JSON file, or `-` for stdin.',
  },
  E_DRAFT_NOT_A_FILE: {
    text: ({ folder }) => (folder === true ? 'the draft is a folder' : 'the draft is no regular file'),
    hint: 'Give the path of a Markdown or JSON file; pipe it in with `--draft -`.',
  },
  E_DRAFT_TOO_BIG: {
    text: ({ most }) => `the draft is larger than ${String(most)} MB; this is the line where that is passed`,
    hint: 'A handoff is a page or two: leave logs out, or commit them as files of their own and link to them.',
  },
  E_DRAFT_NOT_UTF8: {
    text: 'the draft is not UTF-8 from here on',
    hint: 'Save it again as UTF-8.',
  },
  E_DRAFT_NUL: {
    text: 'the draft holds a NUL byte, so it is no text',
    hint: 'Take out what is binary in it.',
  },
  E_DRAFT_EMPTY: {
    text: 'the draft says nothing',
    hint: 'Fill in at least a Summary, or use --quick "one line".',
  },
  E_DRAFT_JSON: {
    text: ({ wanted }) => `the draft is no JSON: here should be ${String(wanted)}`,
    hint: 'Correct the JSON, or write the draft as Markdown.',
  },
  E_DRAFT_KIND: {
    text: ({ kind }) => `the draft is of kind ${String(kind)}, and a handoff writes a session`,
    hint: 'Leave `kind` out; other records are made with `canon new`.',
  },
  E_DRAFT_TYPE: {
    text: ({ key, wanted, found }) => `${String(key)} should be ${String(wanted)}, not ${String(found)}`,
    hint: ({ key, wanted }) =>
      wanted === 'a list of texts'
        ? `Write it as ${String(key)}: [one, two].`
        : 'Correct the value, or leave the key out.',
  },
  E_DRAFT_OPERATOR: {
    text: ({ operator }) => `the draft names an operator that nobody is here: ${String(operator)}`,
    hint: ({ known }) =>
      `There are ${joined(known)}. Who hands off is found out without it; you can leave the key out.`,
  },
  E_DRAFT_OPEN_BLOCK: {
    text: ({ heading }) => `"${String(heading)}" opens a block of HTML that it does not close`,
    hint: 'Close it, or put it into a code fence: everything after it would be swallowed.',
  },
  E_SECRET_SCAN: {
    text: ({ reason }) => `the search for secrets failed (${String(reason)}), so nothing may be committed`,
    hint: 'Try again; if it stays, hand off with --no-commit and report it.',
  },
  secret: {
    text: ({ kind }) => `this looks like a secret (${String(kind)}), so it was not committed`,
    hint: ({ fingerprint }) =>
      `Take it out and run the handoff again with --id; a real one is to be revoked. If it is none: --allow-secret ${String(fingerprint)}`,
  },
  'secret-allowed-unused': {
    text: ({ fingerprint }) => `--allow-secret ${String(fingerprint)} allowed nothing: no such finding`,
    hint: 'Take the fingerprint from the finding itself.',
  },
  'draft-machine-keys': {
    text: ({ keys }) =>
      `the draft sets what the machine fills in, and was not followed there: ${joined(keys)}`,
  },
  'operator-doubtful': {
    text: ({ operator, by, evidence }) =>
      `handed off as ${String(operator)} (${String(by)}), although this speaks for somebody else: ${joined(evidence)}`,
    hint: 'If it is wrong: set OPERATOR or --operator on each call, and correct the record.',
  },
  'first-handoff': {
    text: ({ name }) => `this is the first handoff of ${String(name)} here`,
    hint: 'The other operators see it with `canon resume`; so will you, tomorrow.',
  },
  'telemetry-absent': {
    text: 'nothing counted the tool calls of this session (telemetry: absent)',
  },
  'telemetry-failed': {
    text: ({ reason }) => `the tool calls of this session could not be counted (${String(reason)})`,
    hint: 'They are kept: `canon doctor` says what is wrong. The record says telemetry: absent.',
  },
  'invariant-broken': {
    text: ({ name, count, max, tools }) =>
      `INVARIANT BROKEN: ${String(name)} was called ${times(count)} in this session, and ${
        Number(max) === 0 ? 'must never be called' : `may be called at most ${times(max)}`
      }${list(tools).length === 0 ? '' : ` (${joined(tools)})`}`,
    hint: 'Find out what called it: `canon telemetry`. The limit stands in .canon/config.yaml, `invariants`.',
  },
  'handoff-unknown-ref': {
    text: ({ kind, id }) => `there is no ${String(kind)} ${String(id)}`,
    hint: ({ kind, near }) =>
      didYouMean(
        near,
        kind === 'session' || kind === 'item'
          ? 'The record names it all the same, and nothing comes of it: amend the record.'
          : `The record names it all the same; make it with \`canon new ${String(kind)}\` or amend the record.`,
      ),
  },
  'handoff-unknown-person': {
    text: ({ item, name, at }) =>
      at === true
        ? `${String(item)} waits on @${String(name)}, and no operator is called so: it waits on you`
        : `${String(item)} begins with "${String(name)}:", and names nobody: it waits on you`,
    hint: ({ id, near }) =>
      didYouMean(
        near,
        `Whom it waits on is named by \`@slug\`; to correct it: canon handoff --amend ${String(id)}.`,
      ),
  },
  'handoff-ticked': {
    text: ({ workstream, plan }) =>
      `the draft names no workstream: it is ${String(workstream)}, where this session has ticked${
        plan === '' ? '' : `, of the plan ${String(plan)}`
      }`,
  },
  'handoff-ticked-several': {
    text: ({ workstreams }) =>
      `the draft names no workstream, and this session has ticked in several: ${joined(workstreams)}; the record names none`,
    hint: ({ id }) =>
      `To name the one that it is of: canon handoff --amend ${String(id)} --draft FILE, with \`workstream:\` in the draft.`,
  },
  'handoff-done': {
    text: ({ id }) => `${String(id)} is handed off already; nothing was left to do`,
    hint: ({ id }) => `To correct it: canon handoff --amend ${String(id)}.`,
  },
  'handoff-unchanged': {
    text: ({ id }) => `${String(id)} says all of this already; nothing to commit`,
  },
  'handoff-not-committed': {
    text: (args) => {
      const { path, reason, detail, locks } = args;
      const why = REASONS[String(reason)] ?? String(reason);
      const more =
        locks !== undefined
          ? lockSentence(args)
          : reason === 'refused' || reason === 'invariant'
            ? ''
            : String(detail);
      return `${String(path)} is written, and not committed: ${why}${more === '' ? '' : ` (${more})`}`;
    },
    hint: (args) => {
      const { id, reason, locks } = args;
      const first = locks === undefined ? REMEDIES[String(reason)] : lockRemedy(args);
      return `${first ?? `When the ${String(reason)} is done,`} run: canon handoff --id ${String(id)}`;
    },
  },
};
