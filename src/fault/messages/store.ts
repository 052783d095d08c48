import { frontmatterCause } from './frontmatter-causes.ts';
import type { Messages } from './types.ts';

/** What canon says about files, configuration and locks. */
export const storeMessages: Messages = {
  E_CONFIG_SYNTAX: {
    text: ({ path }) => `${path} is not YAML that can be read`,
    note: (args) => frontmatterCause(args).note,
    hint: (args) =>
      `${frontmatterCause(args).remedy} \`git diff .canon/config.yaml\` tells what changed there last.`,
  },
  E_CONFIG_FORMAT: {
    text: ({ path, found, known }) =>
      found === ''
        ? `${path} does not say its format`
        : `${path} has format ${found}, and this canon reads format ${known}`,
    hint: ({ found, known }) =>
      found === ''
        ? `Put \`format: ${known}\` on its first line.`
        : 'A newer canon wrote it: update this one (`npm i -g repocanon@latest`).',
  },
  E_CONFIG_VALUE: {
    text: ({ path, key, expected }) =>
      key === '' ? `${path} should be ${expected}` : `${key} in ${path} should be ${expected}`,
    hint: 'Correct the value, or remove the line to get the default.',
  },
  E_CONFIG_PATH: {
    text: ({ path, key, expected }) => `${key} in ${path} should be ${expected}`,
    hint: "Folders of records stay inside the project, apart from each other, and are not hidden: git's and canon's own folders are no place for them.",
  },
  'config-unknown-key': {
    text: ({ key }) => `.canon/config.yaml has a key that means nothing to canon: ${key}`,
    hint: 'Look for a spelling mistake; a key that is not known has no effect.',
  },
  E_ID_PATH: {
    text: ({ id }) => `${id} cannot be the name of a record's file`,
    hint: 'An id is a file name without `.md`: no slashes, no dot at its start.',
  },
  E_PATH_OUTSIDE: {
    text: ({ path }) => `${path} leads out of the repository, and canon does not follow it there`,
    hint: 'Name a file inside the project; replace a symlinked folder by the folder itself.',
  },
  E_FILE_SYMLINK: {
    text: ({ path }) => `${path} is a symbolic link, and a record is a file of its own`,
    hint: 'Put the file itself there, and link to it with a Markdown link where it is needed.',
  },
  E_FILE_NOT_REGULAR: {
    text: ({ path }) => `${path} is no regular file`,
    hint: 'Move it out of the folder of records.',
  },
  E_FILE_NOT_UTF8: {
    text: ({ path }) => `${path} is not UTF-8, so its text cannot be known`,
    hint: 'Save it again as UTF-8; `iconv -f WINDOWS-1252 -t UTF-8` converts older files.',
  },
  E_FILE_TOO_LARGE: {
    text: ({ path, max }) => `${path} is larger than ${Math.round(Number(max) / 1024 / 1024)} MB`,
    hint: 'A record is a page or two: move logs and dumps to files of their own and link to them.',
  },
  E_FILE_UNREADABLE: {
    text: ({ path }) => `${path} cannot be read`,
    hint: 'Look at its permissions; in a partial clone, fetch it first (`git checkout -- <path>`).',
  },
  E_READ_ONLY: {
    text: ({ file }) => `${String(file)} was not written: nothing may be changed in a dry run`,
    hint: 'This is a fault in canon; please report it.',
  },
  E_WRITE_SYMLINK: {
    text: ({ file }) => `${file} is a symbolic link; writing it would replace the link`,
    hint: 'Replace the link by the file it points to.',
  },
  E_LOCK_TIMEOUT: {
    text: ({ name, ms }) =>
      `another canon has been holding the lock "${name}" for ${Math.round(Number(ms) / 1000)} s`,
    hint: 'Wait for it to end, then run this again. The lock goes with its process: no file needs removing.',
  },
  E_CACHE_DAMAGED: {
    text: () => 'what canon keeps of the records in its local cache is damaged',
    hint: 'It has been removed, and is made anew from the records: run this again.',
  },
  E_LOCAL_LINK: {
    text: ({ file }) =>
      `canon/${String(file)} in the git folder is a symbolic link, and nothing was written through it`,
    hint: 'Remove the link; canon makes what it needs there.',
  },
  E_LOCK_UNSUPPORTED: {
    text: ({ reason }) => `files cannot be locked here: ${reason}`,
    hint: 'Keep the repository on a local disk, and install canon with its optional native part for this platform.',
  },
};
