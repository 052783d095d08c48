/** The feed of everything, from the site's root. */
export const FEED = 'feed.xml';

/** The feed of what a page is about: below it. */
export const feedBelow = (url: string): string => `${url}${FEED}`;
