/** How the web page of a repository names commits and files. */
export interface RemoteWeb {
  /** `https://github.com/owner/name/commit/` */
  readonly commit: string;
  /** `https://github.com/owner/name/blob/main/` */
  readonly file: string;
}

/** What stands between a repository's page and a commit, or a file of a branch, by the kind of host. */
const HOSTS: readonly (readonly [host: RegExp, commit: string, file: string])[] = [
  [/(^|\.)github\./, 'commit/', 'blob/'],
  [/(^|\.)gitlab\./, '-/commit/', '-/blob/'],
  [/(^|\.)bitbucket\.org$/, 'commits/', 'src/'],
  [/(^|\.)(codeberg\.org$|gitea\.|forgejo\.)/, 'commit/', 'src/branch/'],
];

/**
 * Where commits and files are shown, of the hosts whose pages are known.
 * @param page the repository's page (`webUrl`)
 */
export function remoteWeb(page: string, branch: string): RemoteWeb | undefined {
  const { host } = new URL(page);
  const known = HOSTS.find(([pattern]) => pattern.test(host));
  if (!known) return undefined;
  return { commit: `${page}/${known[1]}`, file: `${page}/${known[2]}${encodeURI(branch)}/` };
}
