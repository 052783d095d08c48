import type { Messages } from './types.ts';

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What canon says about the site that it makes. */
export const siteMessages: Messages = {
  E_SITE_ACTION: {
    text: ({ action }) =>
      action === '' ? 'canon site needs to know what to do' : `canon site does not know "${String(action)}"`,
    hint: 'Say `canon site build` or `canon site serve`.',
  },
  E_SITE_FOLDER: {
    text: ({ out, files, link }) =>
      link === true
        ? `${String(out)} is not a folder`
        : `${String(out)} holds files that are not canon’s: ${listOf(files).join(', ')}`,
    hint: 'Name a folder that is empty or not there yet with --out DIR. Nothing was changed.',
  },
  'site-broken-record': {
    text: 'this record does not parse; its page says so',
    hint: '`canon check` says what is wrong with it.',
  },
};
