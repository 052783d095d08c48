/** What the server itself answers, below this. */
export const OWN = '_canon/';

const ADDED = `<link rel="stylesheet" href="/${OWN}live.css"><script type="module" src="/${OWN}live.js"></script></head>`;

/** A page as it is served: with the script that refreshes it, which is in no file of the site. */
export const servedPage = (html: string): string => html.replace('</head>', () => ADDED);

/**
 * The page for what is not there, which is shown at any depth: its links, relative to the site's root, begin there.
 */
export const servedAnywhere = (html: string): string =>
  servedPage(
    html.replaceAll(
      /(\s(?:href|src|action|data-root|data-search)=")(?![a-z][a-z0-9+.-]*:|[/#"])(?:\.\/)?/gi,
      '$1/',
    ),
  );
