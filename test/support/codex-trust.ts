import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type CodexOptions, codexEnv } from './codex.ts';

/** A hook as the client itself lists it. */
export interface ListedHook {
  /** Under which name its trust is kept. */
  readonly key: string;
  readonly eventName: string;
  readonly command: string;
  readonly currentHash: string;
  readonly trustStatus: string;
}

/** That somebody has trusted the project, in the words of `config.toml`. */
export const trustedProject = (repo: string): string => `[projects.${JSON.stringify(repo)}]
trust_level = "trusted"
`;

/** The hooks that the client finds in a folder, and whether it would run them. */
export async function listedHooks(client: string, cwd: string, options: CodexOptions): Promise<ListedHook[]> {
  const child = spawn(client, ['app-server'], {
    cwd,
    env: codexEnv(options),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  send({ id: 1, method: 'initialize', params: { clientInfo: { name: 'canon', version: '0.0.0' } } });
  let hooks: ListedHook[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { id, result } = JSON.parse(line) as { id?: number; result?: { data?: { hooks: ListedHook[] }[] } };
    if (id === 1) {
      send({ method: 'initialized' });
      send({ id: 2, method: 'hooks/list', params: { cwds: [cwd] } });
    }
    if (id === 2) {
      hooks = (result?.data ?? []).flatMap((one) => one.hooks);
      child.stdin.end();
    }
  }
  await closed;
  return hooks;
}

/** That somebody has looked at the project and at each of its hooks and trusted them, as `config.toml` keeps it. */
export async function trusted(client: string, repo: string, options: CodexOptions): Promise<string> {
  const project = trustedProject(repo);
  const hooks = await listedHooks(client, repo, { ...options, config: project });
  const entries = hooks.map(
    ({ key, currentHash }) =>
      `[hooks.state.${JSON.stringify(key)}]\ntrusted_hash = ${JSON.stringify(currentHash)}\n`,
  );
  return project + entries.join('');
}
