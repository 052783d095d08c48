/** What the server itself answers, below this. */
export const OWN = '_canon/';

const ADDED = `<link rel="stylesheet" href="/${OWN}live.css"><script type="module" src="/${OWN}live.js"></script></head>`;

/** A page as it is served: with the script that refreshes it, which is in no file of the site. */
export const servedPage = (html: string): string => html.replace('</head>', () => ADDED);

/**
 * The page for what is not there: it links from where the site is published, and here that is the root of the host.
 */
export function servedAnywhere(html: string): string {
  const [, root = '/'] = /\sdata-root="([^"]*)"/.exec(html) ?? [];
  const begins = ['href', 'src', 'action', 'data-root', 'data-search'].map((name) => ` ${name}="`);
  return servedPage(begins.reduce((page, begin) => page.replaceAll(begin + root, `${begin}/`), html));
}
