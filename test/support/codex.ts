import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FULL } from './codex-model.ts';
import { installedClient, runClient } from './client.ts';
import type { Ran } from './sandbox.ts';

/** The real Codex; undefined where it cannot be had. */
export const codexClient = (): string | undefined =>
  installedClient({ name: 'codex', package: '@openai/codex', version: '0.169.0' });

export interface CodexOptions {
  /** Where the model is. */
  readonly model: string;
  readonly env: Readonly<Record<string, string>>;
  /** More of `config.toml`: tables, and what people have trusted. */
  readonly config?: string;
  /** More of the command line. */
  readonly args?: readonly string[];
}

/** Writes the client's `CODEX_HOME` below the user's own, and says what its environment is then. */
export function codexEnv({ model, env, config = '' }: CodexOptions): Record<string, string> {
  const home = join(env['HOME'] ?? '', '.codex');
  mkdirSync(home, { recursive: true });
  // A model that it knows by name: it then offers the tools that people's own has.
  writeFileSync(
    join(home, 'config.toml'),
    `model = "gpt-5.5"
model_provider = "played"
model_auto_compact_token_limit = ${FULL}
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.played]
name = "played"
base_url = "${model}"
wire_api = "responses"
env_key = "PLAYED_KEY"
${config}`,
  );
  return { ...env, TERM: 'xterm', CODEX_HOME: home, PLAYED_KEY: 'dummy' };
}

/** One turn of the client without a terminal. Nobody but loopback is asked. */
export const codex = (client: string, cwd: string, prompt: string, options: CodexOptions): Promise<Ran> =>
  runClient(client, ['exec', '--dangerously-bypass-approvals-and-sandbox', ...(options.args ?? []), prompt], {
    cwd,
    env: codexEnv(options),
  });
