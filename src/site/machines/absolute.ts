// What stands in an address as it is.
const PLAIN = /^[\w./~-]*$/;

/** An address from the site's root as it is written in links. */
export const encodedUrl = (url: string): string =>
  PLAIN.test(url) ? url : url.split('/').map(encodeURIComponent).join('/');

/**
 * The whole address of a page or file.
 * @param base where the site is published, with a slash at its end
 * @param url from the site's root, decoded
 */
export const absoluteUrl = (base: string, url: string): string => base + encodedUrl(url);
