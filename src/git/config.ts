import type { Repo } from './discover.ts';

/** All of git's configuration that holds here; the last value of a key wins. Keys as git prints them. */
export async function readConfig(repo: Repo): Promise<Map<string, string>> {
  const out = await repo.git.bytes(['config', '--list', '-z', '--includes']);
  const values = new Map<string, string>();
  for (const entry of out.toString('utf8').split('\0')) {
    const line = entry.indexOf('\n');
    // A key without `=` is a boolean that is true.
    if (entry !== '')
      values.set(line < 0 ? entry : entry.slice(0, line), line < 0 ? 'true' : entry.slice(line + 1));
  }
  return values;
}

/** Git's own idea of a true value. */
export const isTrue = (value: string | undefined): boolean =>
  value !== undefined && /^(?:true|yes|on|[1-9]\d*)$/i.test(value);
