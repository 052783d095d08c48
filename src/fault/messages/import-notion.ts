import type { Messages } from './types.ts';

const megabytes = (bytes: unknown): string => `${Math.round(Number(bytes) / 1024 / 1024)} MB`;

const AGAIN = 'Export it again, or unpack the archive yourself and import the folder.';

/** What canon says of archives, and of Notion's exports. */
export const importNotionMessages: Messages = {
  E_IMPORT_ARCHIVE_MISSING: {
    text: ({ path }) =>
      path === '' ? 'No path was given, and there is nothing to import' : `${String(path)} is not there`,
    hint: 'Name the file or folder: `canon import notion Export.zip`.',
  },
  E_IMPORT_ARCHIVE_UNREADABLE: {
    text: ({ path }) => `${String(path)} cannot be read`,
    hint: 'Look at its permissions.',
  },
  E_IMPORT_ARCHIVE_DAMAGED: {
    text: ({ path }) => `${String(path)} is no zip archive, or not all of it is there`,
    hint: 'A download that was cut off looks like this: fetch it again. An unpacked folder can be imported as well.',
  },
  E_IMPORT_ARCHIVE_ENTRIES: {
    text: ({ path, most }) => `${String(path)} has more than ${String(most)} files, and canon reads no more`,
    hint: 'Export the workspace in parts, and import one after the other.',
  },
  E_IMPORT_ARCHIVE_SIZE: {
    text: ({ path, most }) =>
      `${String(path)} unpacks to more than ${megabytes(most)}, which no export of its size does`,
    hint: 'Is this the right file? If you trust it, unpack it yourself and import the folder.',
  },
  E_IMPORT_ARCHIVE_HOSTILE: {
    text: ({ path, count }) =>
      `${String(path)} has more than ${Number(count) - 1} entries that cannot be taken`,
    hint: 'It holds links, devices or paths that lead out of it: it is no export of Notion.',
  },
  E_IMPORT_ARCHIVE_ENCRYPTED: {
    text: ({ path }) => `${String(path)} is encrypted`,
    hint: 'Unpack it with its password, and import the folder.',
  },
  E_IMPORT_NOTION_EMPTY: {
    text: ({ path }) => `${String(path)} has no page of a "Markdown & CSV" export of Notion`,
    hint: 'In Notion: Settings, Export, and "Markdown & CSV" as its format, with all subpages.',
  },
  E_IMPORT_NOTION_HTML: {
    text: ({ path }) => `${String(path)} is an export of Notion as HTML`,
    hint: 'Export it once more as "Markdown & CSV": HTML has lost what a record is made of.',
  },
  'import-archive-large': {
    text: ({ path }) => `${String(path)} is larger than canon takes, and is left out`,
    hint: 'Keep it elsewhere and link to it, or make it smaller.',
  },
  'import-archive-damaged': {
    text: ({ path }) => `${String(path)} is damaged: what comes out is not what the archive says it holds`,
    hint: AGAIN,
  },
  'import-archive-encrypted': {
    text: ({ path }) => `${String(path)} is encrypted`,
    hint: 'Unpack the archive with its password, and import the folder.',
  },
  'import-archive-method': {
    text: ({ path }) => `${String(path)} is compressed in a way that canon does not know`,
    hint: 'Unpack the archive yourself and import the folder.',
  },
  'import-archive-link': {
    text: ({ path }) => `${String(path)} is a symbolic link, and is not followed`,
    hint: 'Put the file itself there.',
  },
  'import-archive-special': {
    text: ({ path }) => `${String(path)} is no regular file`,
    hint: 'Leave it out: there is nothing to read in it.',
  },
  'import-archive-outside': {
    text: ({ path }) => `${String(path)} leads out of the archive, and is not read`,
    hint: 'No export has such a path. Is this the right file?',
  },
  'import-archive-name': {
    text: ({ path }) => `${String(path)} is a path that no file can have everywhere`,
    hint: 'Give it a shorter name of letters, digits and blanks.',
  },
  'import-archive-twice': {
    text: ({ path }) => `${String(path)} is there twice with different content; the first one is taken`,
    hint: 'Unpack the archive yourself, look at both, and import the folder.',
  },
  'import-archive-nested': {
    text: ({ path }) => `${String(path)} is an archive too deep inside of others`,
    hint: 'Unpack it yourself, and import it on its own.',
  },
  'import-archive-unreadable': {
    text: ({ path }) => `${String(path)} cannot be read`,
    hint: 'Look at its permissions.',
  },
  'import-archive-encoding': {
    text: ({ path, more }) =>
      more === undefined
        ? `The name ${String(path)} is not written in UTF-8, and may be misread`
        : `The names ${String(path)} and ${String(more)} more are not written in UTF-8, and may be misread`,
    hint: 'Look at the title of its record.',
  },
  'import-notion-binary': {
    text: ({ path }) => `${String(path)} is named like a page, and holds no text`,
    hint: AGAIN,
  },
  'import-notion-table': {
    text: ({ path }) =>
      `${String(path)} is no table that can be read; it comes along as a file where a page shows it`,
    hint: 'Open it, save it as CSV in UTF-8, and import again.',
  },
  'import-notion-missing': {
    text: ({ target }) => `a link leads to ${String(target)}, which is not in the export`,
    hint: 'Export it too ("include subpages", and everything it is in), or leave the words as they are.',
  },
  'import-notion-unused': {
    text: ({ path }) => `${String(path)} is in the export, and no page shows it`,
    hint: 'Copy it yourself if it matters.',
  },
  'import-notion-assets': {
    text: ({ path, most }) =>
      `${String(path)} is left out: attachments of more than ${megabytes(most)} together do not belong into a repository`,
    hint: 'Keep large files elsewhere and link to them.',
  },
};
