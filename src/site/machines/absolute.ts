/**
 * The whole address of a page or file.
 * @param base where the site is published, with a slash at its end
 * @param url from the site's root, decoded
 */
export const absoluteUrl = (base: string, url: string): string =>
  base + url.split('/').map(encodeURIComponent).join('/');
