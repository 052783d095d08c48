import type { Repo } from './discover.ts';

/** Names of the remotes, `origin` first. */
export async function listRemotes(repo: Repo): Promise<string[]> {
  const { stdout } = await repo.git.run(['remote']);
  const names = stdout.split('\n').filter(Boolean);
  return names.sort((a, b) => Number(b === 'origin') - Number(a === 'origin'));
}

/** A remote's address as git would fetch from it, or undefined. May hold credentials: never print it. */
export async function remoteUrl(repo: Repo, remote: string): Promise<string | undefined> {
  const { stdout } = await repo.git.run(['remote', 'get-url', '--', remote], { ok: [0, 2, 128] });
  return stdout.split('\n')[0] || undefined;
}

/**
 * Where people see the repository in a browser: `https://host/owner/name`, without credentials.
 * Undefined for a local path or what nobody can open.
 */
export function webUrl(url: string): string | undefined {
  const trimmed = url.trim();
  const scp = /^(?:[^@/\s]+@)?([\w.-]+\.[\w-]+):(?!\/\/)\/?([\w.~/-]+)$/.exec(trimmed);
  const full = /^(https?|ssh|git(?:\+ssh)?):\/\/(?:[^@/\s]*@)?([\w.-]+)(:\d+)?\/+([\w.~/%-]+)$/.exec(trimmed);
  const clean = (path: string): string => path.replace(/\/+$/, '').replace(/\.git$/, '');
  if (full) {
    const [, scheme = '', host = '', port = '', path = ''] = full;
    // A port of http is the web server's; one of ssh is not.
    const web = scheme.startsWith('http') ? `${scheme}://${host}${port}` : `https://${host}`;
    return `${web}/${clean(path)}`;
  }
  if (scp) return `https://${scp[1] ?? ''}/${clean(scp[2] ?? '')}`;
  return undefined;
}
