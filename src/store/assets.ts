/** Folder of files that came along with imported records, from the project's root. */
export const ASSETS = 'docs/assets';

/** Where a file lies there: it is called by the SHA-256 of its bytes. */
export const assetPath = (hash: string, extension: string): string => `${ASSETS}/${hash}.${extension}`;

export const isAssetPath = (path: string): boolean => assetHash(path) !== undefined;

/** The hash in an asset's path; undefined for what is none. */
export const assetHash = (path: string): string | undefined =>
  /^docs\/assets\/([0-9a-f]{64})\.[a-z0-9]{1,16}$/.exec(path)?.[1];
