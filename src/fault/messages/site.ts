import type { Messages } from './types.ts';

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What canon says about the site that it makes. */
export const siteMessages: Messages = {
  E_SITE_ACTION: {
    text: ({ action }) =>
      action === '' ? 'canon site needs to know what to do' : `canon site does not know "${String(action)}"`,
    hint: 'Say `canon site build` or `canon site serve`.',
  },
  E_SITE_OPTION: {
    text: ({ option, own }) => `--${String(option)} is an option of \`canon site ${String(own)}\` alone`,
    hint: ({ option }) =>
      option === 'out'
        ? 'Leave it out: what is served is built into local state.'
        : 'Leave it out, or say `canon site serve`.',
  },
  E_SITE_FOLDER: {
    text: ({ out, files, why, within }) => {
      const folder = String(out);
      if (why === 'link') return `${folder} is a link, and a site is not built through one`;
      if (why === 'file') return `${folder} is not a folder`;
      if (why === 'root') return `${folder} holds the project itself`;
      if (why === 'git') return `${folder} is git’s own`;
      if (why === 'records') return `${folder} is among the records`;
      if (why === 'inside') return `${folder} is inside another site of canon’s, ${String(within)}`;
      return `${folder} holds what canon did not write: ${listOf(files).join(', ')}`;
    },
    hint: ({ why }) =>
      why === 'inside'
        ? 'Name a folder beside that one with --out DIR.'
        : 'Name a folder that is empty or not there yet with --out DIR.',
  },
  E_SITE_NAMES: {
    text: ({ one, other }) =>
      other === undefined
        ? `a page would be written to "${String(one)}", which is no plain name of a file`
        : `two pages would be one file where case does not count: ${String(one)} and ${String(other)}`,
    hint: 'Rename one of the records, or keep it out with site.exclude.',
  },
  E_SITE_EDITED: {
    text: ({ out, files }) =>
      `the site in ${String(out)} was not rendered: files there are edited, staged or new: ${listOf(files).join(', ')}`,
    hint: ({ out }) =>
      `Take them back (\`git checkout HEAD -- ${String(out)}\`), or put them elsewhere: the next handoff renders it.`,
  },
  E_SITE_RENDER: {
    text: ({ why, detail }) =>
      `the site was not rendered: ${
        why === 'moving'
          ? 'others kept committing'
          : why === 'locked'
            ? `${String(detail)} is locked`
            : String(detail)
      }`,
    hint: 'The next handoff renders it. Nothing else is changed.',
  },
  'site-rendered': {
    text: ({ commit, files, out }) =>
      `rendered the site in ${String(out)}: ${String(files)} files, commit ${String(commit).slice(0, 7)}`,
  },
  E_SITE_PORT: {
    text: ({ port, why }) =>
      why === 'EADDRINUSE'
        ? `port ${String(port)} is in use`
        : `port ${String(port)} cannot be listened on (${String(why)})`,
    hint: 'Name another one with --port N; 0 takes any that is free.',
  },
  E_SITE_PORT_VALUE: {
    text: ({ value }) => `"${String(value)}" is no port`,
    hint: 'A port is a number from 0 to 65535: `canon site serve --port 8080`.',
  },
  E_SITE_REBUILD: {
    text: 'the site could not be built again; it is served as it was',
    hint: '`canon site build` says what is wrong.',
  },
  'site-no-url': {
    text: 'the site has no feeds and no sitemap, and its page for what is not there works at the root of a host alone: they need to know where it is published',
    hint: 'Set `site.url`.',
  },
  'site-exclude-idle': {
    text: ({ pattern }) => `site.exclude: nothing is kept out by "${String(pattern)}"`,
    hint: ({ near }) =>
      near === undefined
        ? 'A pattern is a glob of paths from the project’s root (`docs/private/**`, `plans/one.md`) or `tag:NAME`; capitals count.'
        : `Did you mean "${String(near)}"?`,
  },
  'site-broken-hidden': {
    text: 'this record does not parse, so nobody knows its tags: it is kept out of the site',
    hint: '`canon check` says what is wrong with it. `site.exclude` has a `tag:`, and it may be one of its tags.',
  },
  'site-broken-record': {
    text: 'this record does not parse; its page says so',
    hint: '`canon check` says what is wrong with it.',
  },
};
