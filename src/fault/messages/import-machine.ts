import { frontmatterCause } from './frontmatter-causes.ts';
import type { Messages } from './types.ts';

/** What canon says of an import as such: its map, its reports, its plan. */
export const importMachineMessages: Messages = {
  E_IMPORT_REPORT_SIZE: {
    text: ({ items, most }) =>
      `A report of ${String(items)} things would be longer than the ${Number(most) / 1024 / 1024} MB that canon reads. Nothing was changed.`,
    hint: 'Import less at a time: a folder, or the rest with skip in the map.',
  },
  E_IMPORT_LED_OUT: {
    text: ({ path, real }) =>
      `${String(path)} is a link out of the repository, to ${String(real)}. Nothing was changed.`,
    hint: ({ real }) => `If that is what you mean, name it: ${String(real)}.`,
  },
  E_IMPORT_MAP_SYNTAX: {
    text: 'The map of the import does not parse as YAML.',
    hint: 'Its keys are kinds, authors, properties and sections; see docs/import.md.',
  },
  E_IMPORT_MAP_VALUE: {
    text: ({ key, expected }) =>
      key === ''
        ? `The map of the import has to be ${String(expected)}.`
        : `${String(key)} has to be ${String(expected)}.`,
    hint: 'See docs/import.md for what a map may hold.',
  },
  E_IMPORT_REPORT: {
    text: ({ path, key, expected }) =>
      key === ''
        ? `${String(path)} is no report of an import: it has to be ${String(expected)}`
        : `${String(path)} is no report that canon wrote: ${String(key)} has to be ${String(expected)}`,
    hint: ({ path }) =>
      `\`canon index\` mends what a merge has left; \`git log -p -- ${String(path)}\` tells what else changed there. Restore it, or take the file away: then canon no longer knows what was imported.`,
  },
  E_IMPORT_DAY_FULL: {
    text: ({ initials, day }) => `${String(initials)} would have more than 9999 sessions on ${String(day)}`,
    hint: 'Nothing says when they were. Import them in parts, or give their files a date.',
  },
  E_IMPORT_SOURCE: {
    text: ({ source }) => `"${String(source)}" is nothing that can be imported from`,
    hint: ({ known }) => `There are ${Array.isArray(known) ? known.join(', ') : ''}.`,
  },
  E_IMPORT_SOURCE_MISSING: {
    text: ({ source }) => `this version does not read ${String(source)} yet`,
    hint: '`canon import --help` says what there is.',
  },
  E_IMPORT_OPTIONS: {
    text: ({ clash }) => `${String(clash)} do not go together`,
    hint: '`canon import --help` says what each is for.',
  },
  E_IMPORT_NOT_SET_UP: {
    text: 'canon is not set up in this repository: an import has nowhere to keep its report, and knows no operators',
    hint: '`canon init` sets it up. Then import.',
  },
  E_IMPORT_NO_PATH: {
    text: ({ path }) => `There is nothing at ${String(path)} that can be read.`,
    hint: 'Name it from the folder you are in.',
  },
  E_IMPORT_LEGACY_PLACE: {
    text: ({ path, folder }) =>
      `${String(path)} is outside of the sessions folder (${String(folder)}), and legacy leaves files where they are.`,
    hint: ({ path }) => `\`canon import handoffs ${String(path)}\` makes records of files anywhere.`,
  },
  E_IMPORT_STOPPED: {
    text: 'The import was stopped.',
    hint: 'Run it again to import.',
  },
  E_IMPORT_MOVED: {
    text: 'Something else was committed or written here while the import was planned.',
    hint: 'Run it again: it is planned on what is there now.',
  },
  E_IMPORT_LOSES: {
    text: ({ path, what }) => `${String(path)} would lose something: ${String(what)}`,
    hint: 'Write its frontmatter plainly, then import again.',
  },
  E_IMPORT_NO_REPORT: {
    text: ({ source, name }) =>
      name === ''
        ? `nothing was imported from ${String(source)}`
        : `nothing was imported from ${String(source)} as ${String(name)}`,
    hint: ({ names }) =>
      Array.isArray(names) && names.length > 0
        ? `There is ${names.join(', ')}.`
        : 'What was imported stands in .canon/imports.',
  },
  E_IMPORT_UNDO_WHICH: {
    text: ({ source }) => `there are several imports from ${String(source)}`,
    hint: ({ names }) => `Name one: ${Array.isArray(names) ? names.join(', ') : ''}.`,
  },
  'import-secret': {
    text: ({ kind, source, dryRun }) => {
      const where = source === '' ? '' : `it stands in ${String(source)}, and `;
      const then = dryRun === true ? 'the import would be refused' : 'nothing was changed';
      return `this looks like a secret (${String(kind)}); ${where}${then}`;
    },
    hint: ({ fingerprint }) =>
      `A real one is to be revoked, and its file left out: \`kinds: {<path>: skip}\` in a map. If it is none: \`--allow-secret ${String(fingerprint)}\`, or \`secrets.allow\` in .canon/config.yaml.`,
  },
  'import-unreadable': {
    text: ({ path, why }) =>
      `${String(path)} ${UNREADABLE[String(why)] ?? 'cannot be read'}, so it is left as it is`,
    hint: 'Make it a plain file in UTF-8, then import again.',
  },
  'import-broken-frontmatter': {
    text: (args) =>
      `the frontmatter does not parse (${frontmatterCause(args).note ?? 'not YAML'}), so the file is left as it is`,
    hint: (args) => `${frontmatterCause(args).remedy} Then import again.`,
  },
  'import-not-edited': {
    text: 'the keys of a record cannot be put into this frontmatter without touching what stands there, so the file is left as it is',
    hint: 'Write its frontmatter plainly (no anchors, one key to a line), then import again.',
  },
  'import-conflict': {
    text: ({ source, missing }) => {
      const list = Array.isArray(missing) ? missing : [];
      return `${String(source)} has changed since, and so has its record: nothing was written${list.length > 0 ? `. Not in the record: ${list.join('; ')}` : ''}`;
    },
    hint: ({ machine }) =>
      machine === true
        ? 'A session whose record has the status handed-off is left alone: set it, and the record is yours.'
        : 'Bring it over by hand: once the record has all of the source, this is said no more.',
  },
  'import-lost': {
    text: ({ source, what }) => `${String(source)}: not in its record: ${String(what)}`,
    hint: 'Look at both, and put in what matters by hand: from the first edit on this is said no more.',
  },
  'import-edited': {
    text: 'edited since it was imported, so it is no longer compared',
  },
  'import-undo-assets': {
    text: ({ count, dir }) =>
      `${Number(count) === 1 ? 'a file' : `${String(count)} files`} that came along in ${String(dir)} ${Number(count) === 1 ? 'was' : 'were'} never committed, so ${Number(count) === 1 ? 'it stays' : 'they stay'}`,
    hint: 'Take them away by hand if the source has them still.',
  },
  'import-undo-kept': {
    text: ({ why }) =>
      why === 'edited'
        ? 'edited since it was imported, so it stays'
        : why === 'uncommitted'
          ? 'was not as committed when it was imported, so that it cannot be put back: it stays'
          : 'is no record that this import made, whatever its report says, so it stays',
    hint: 'Take it away by hand if nobody needs it.',
  },
};

const UNREADABLE: Readonly<Record<string, string>> = {
  E_FILE_NOT_UTF8: 'is not in UTF-8',
  E_FILE_TOO_LARGE: 'is too large',
  E_FILE_SYMLINK: 'is a link',
  E_FILE_NOT_REGULAR: 'is no plain file',
};
