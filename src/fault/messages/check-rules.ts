import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const text = (value: Args[string] | undefined): string => String(value ?? '');

/** "Did you mean …?" where something is near. */
const near = (args: Args, otherwise: string): string => {
  const names = args['near'];
  const first = Array.isArray(names) ? text(names[0]) : '';
  return first === '' ? otherwise : `Did you mean ${first}? ${otherwise}`;
};

const WHY_EVIDENCE: Readonly<Record<string, string>> = {
  claimed: 'is a session that is still being written',
  'not-here': 'is no commit that this clone has',
  'no-commit': 'is something in git, but no commit',
  'no-session': 'is a session that is not there',
  neither: 'is neither a session nor a commit',
};

const HINT_EVIDENCE: Readonly<Record<string, string>> = {
  claimed: 'Nothing to do: its handoff writes the record.',
  'not-here': 'It may be on a branch that was not fetched, or have been rewritten; a shallow clone has few.',
};

/** What canon says about findings over all records. The codes are the names of the rules. */
export const checkRuleMessages: Messages = {
  'orphan-session': {
    text: ({ kind, id }) => `the session names the ${text(kind)} ${text(id)}, which is not there`,
    hint: (args) => near(args, `Correct \`${text(args['kind'])}\`, or take it out.`),
  },
  'workstream-without-plan': {
    text: ({ plan }) =>
      plan === undefined
        ? 'the workstream belongs to no plan'
        : `the workstream names the plan ${text(plan)}, which is not there`,
    hint: (args) =>
      args['plan'] === undefined
        ? 'Write `plan: <id>` where there is one; small work needs none.'
        : near(args, 'Correct `plan`, or take it out.'),
  },
  'plan-without-workstream': {
    text: 'the plan is ratified, and no workstream carries it out',
    hint: ({ id }) => `Write a workstream with \`plan: ${text(id)}\`, or say that it is superseded.`,
  },
  'idle-workstream': {
    text: ({ last }) => `the workstream is called active, and nothing has happened in it since ${text(last)}`,
    hint: 'Go on with it, or give it another status: blocked, done, superseded.',
  },
  'blocked-by-done': {
    text: ({ blocker, status }) => `the workstream waits for ${text(blocker)}, which is ${text(status)}`,
    hint: 'Take it out of `blocked_by`, and make the workstream active if nothing else is left there.',
  },
  'blocked-cycle': {
    text: ({ way }) =>
      `workstreams wait for each other, each for the next: ${Array.isArray(way) ? way.map(String).join(' → ') : ''}`,
    hint: 'Decide which one comes first, and take the next one out of its `blocked_by`.',
  },
  'unknown-blocker': {
    text: ({ blocker }) => `the workstream waits for ${text(blocker)}, which is not there`,
    hint: (args) => near(args, '`blocked_by` takes ids of records.'),
  },
  'closes-nothing': {
    text: ({ ref, missing }) => {
      const closes = `\`closes\` names ${text(ref)}`;
      if (missing === 'record') return `${closes}, and that record is not there`;
      if (missing === 'item') return `${closes}, and that record has no such item`;
      return missing === 'later'
        ? `${closes}, which was written later: nothing is closed by what is older`
        : `${closes}, which is no item`;
    },
    hint: (args) =>
      args['missing'] === 'later'
        ? 'Correct `created` if it is wrong, or close it with `canon close`.'
        : near(
            args,
            'It takes items, as in `closes: [RT-260511-01#w1]`; `canon show` of the record has their ids.',
          ),
  },
  'one-sided-supersedes': {
    text: ({ id, other, missing }) => {
      if (missing === 'itself') return `${text(id)} says that it has superseded itself`;
      if (missing === 'record') return `${text(id)} names ${text(other)}, which is not there`;
      return missing === 'superseded_by'
        ? `${text(id)} supersedes this record, which does not say so`
        : `${text(id)} says that this record has superseded it, which does not say so`;
    },
    hint: (args) =>
      ['itself', 'record'].includes(text(args['missing']))
        ? near(args, 'Correct it, or take it out.')
        : `\`canon check --fix\` writes \`${text(args['missing'])}\` with ${text(args['id'])}.`,
  },
  'tick-without-evidence': {
    text: ({ tasks }) => {
      const names = Array.isArray(tasks) ? tasks.map(String) : [];
      const shown =
        names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
      return `${shown} ${names.length === 1 ? 'is' : 'are'} ticked, and nothing says what did it`;
    },
    hint: 'Name the session or the commit behind a dash: ` — [RT-260511-01](…), 3f889a1`.',
  },
  'bad-evidence': {
    text: ({ task, name, why }) =>
      `${text(task)} names ${text(name)} as its evidence, which ${WHY_EVIDENCE[text(why)] ?? text(why)}`,
    hint: ({ why }) => HINT_EVIDENCE[text(why)] ?? 'Name a session (as a link) or a commit.',
  },
  'duplicate-task-id': {
    text: ({ task, first }) => `${text(task)} is also the id of the task on line ${text(first)}`,
    hint: 'Give one of them another id: tasks are ticked by it.',
  },
  'broken-report': {
    text: ({ key, expected, why }) =>
      why !== 'E_IMPORT_REPORT'
        ? 'the report of an import cannot be read'
        : key === ''
          ? `no report of an import: it has to be ${text(expected)}`
          : `no report that canon wrote: ${text(key)} has to be ${text(expected)}`,
    hint: '`canon index` mends what a merge has left. Else take it from the commit that the import made (`git log -- .canon/imports`); without it, what is imported again is made anew.',
  },
  'lost-in-import': {
    text: ({ source, lost, count }) => {
      const list = Array.isArray(lost) ? lost : [];
      const more = Number(count) - list.length;
      return `of ${text(source)} the record does not have ${list.join('; ')}${more > 0 ? `, and ${more} more` : ''}`;
    },
    hint: 'Bring over what matters, by hand: from the first edit on the record is yours, and this is said no more.',
  },
  'imported-twice': {
    text: ({ thing, other }) =>
      `${text(thing)} was imported by two clones: ${text(other)} is made of it, too`,
    hint: ({ source, name }) =>
      `Keep one of the two, and \`git rm\` the other. If much came twice: \`canon import ${text(source)} ${text(name)} --undo\` takes back both of each that nobody has edited; import it once more then.`,
  },
  'gone-import': {
    text: ({ record, source }) => `${text(record)}, which was made of ${text(source)}, is not there any more`,
    hint: 'Nothing to do if you have deleted it: it is not imported again. Under another id, it should carry this one in `aliases`.',
  },
  'spoilt-asset': {
    text: 'the bytes of the file are not those that its name says',
    hint: 'Bring it back (`git checkout HEAD -- PATH`), or give what you have made of it another name and link to that.',
  },
  'unclosed-claim': {
    text: ({ id, operator, days }) =>
      `${text(id)} was claimed${operator === '' ? '' : ` by ${text(operator)}`}` +
      `${Number(days) === 0 ? '' : ` ${text(days)} ${Number(days) === 1 ? 'day' : 'days'} ago`} and never handed off`,
    hint: ({ id }) =>
      `Hand it off (\`canon handoff --id ${text(id)}\`), or give it back (\`canon claim --release ${text(id)}\`).`,
  },
  'expired-learning': {
    text: ({ expires }) => `the learning held until ${text(expires)} and is still called active`,
    hint: 'Look whether it still holds: give it a later date, or make it deprecated.',
  },
  'unknown-operator': {
    text: ({ key, slug }) => `${text(key)} is ${text(slug)}, who is nobody in .canon/operators.yaml`,
    hint: (args) => near(args, 'Add them there, or write `unknown`.'),
  },
  'unknown-key': {
    text: ({ key, near: known }) => `canon knows no key ${text(key)}, but ${text(known)}`,
    hint: ({ key }) =>
      `Correct it if that is what you meant. If ${text(key)} is a key of your own: it is kept, and ` +
      '`check.rules.unknown-key: off` keeps this quiet.',
  },
  'conflict-marker': {
    text: ({ met }) =>
      met === undefined
        ? 'here begins, or ends, what a merge could not unite'
        : `two different records of the id ${text(met)} met in this file`,
    hint: ({ derived, met, under_way: underWay }) => {
      if (derived === true) return '`canon index` writes the page again.';
      if (met === undefined)
        return 'Keep what is right of both sides and take the markers out; `canon index` repairs a Session Log, and when a record was imported.';
      return underWay === true
        ? `Keep both: \`canon renumber ${text(met)}\` gives the younger one a file and an id of its own.`
        : 'Keep both: put the younger one into a file of its own, under another id (`canon claim` names a free one).';
    },
  },
  'crowded-folder': {
    text: ({ count, most }) => `${text(count)} records are in this folder, more than ${text(most)}`,
    hint: 'With `sessions: { layout: month }` in .canon/config.yaml new sessions go to a folder for each month.',
  },
  'config-unknown-rule': {
    text: ({ key }) => `check.rules.${text(key)} is the name of no rule`,
    hint: (args) => near(args, 'docs/check.md lists them.'),
  },
  E_FIX_STAGED: {
    text: '--fix and --staged do not go together: what is mended is the work tree, what is checked the index',
    hint: 'Mend with `canon check --fix`, and stage what it changed.',
  },
  'hook-unchecked': {
    text: ({ blocks }) =>
      blocks === true
        ? 'canon could not check what is staged, and `check.hook: block` stops the commit'
        : 'canon could not check what is staged: the commit goes on, unchecked',
    hint: ({ blocks }) =>
      blocks === true
        ? 'Mend what is said above; `git commit --no-verify` goes past it.'
        : 'Mend what is said above, then run `canon check`.',
  },
  E_HOOK_MODE: {
    text: ({ variable, value }) => `${text(variable)} does not take "${text(value)}"`,
    hint: 'It takes warn, block or off.',
  },
};
