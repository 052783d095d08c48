import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from './sandbox.ts';
import { codex } from './codex.ts';
import { type CodexModel, type CodexScenes, codexModel } from './codex-model.ts';
import { trusted } from './codex-trust.ts';
import { hostPlace, mcpServer } from './host-place.ts';
import type { SkillPlace } from './skills.ts';

export interface CodexPlace extends SkillPlace {
  /** One turn of the client, with the project and its hooks trusted. */
  run(
    prompt: string,
    options?: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string },
  ): Promise<Ran>;
  readonly mock: CodexModel;
  /** The session of the turn that was run: the one that its transcript is named for. */
  session(): string;
}

const notion = (): string => {
  const { command, args } = mcpServer('notion_offplan');
  return `[mcp_servers.notion_offplan]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n`;
};

/** A repository that `canon init` has prepared for Codex, which somebody has looked at and trusted. */
export async function codexPlace(
  client: string,
  scenes: CodexScenes,
  mode: 'warn' | 'block' = 'warn',
): Promise<CodexPlace> {
  const place = await hostPlace('codex', mode);
  const mock = await codexModel(scenes);
  const trust = await trusted(client, place.repo, { model: mock.url, env: place.env });
  const config = notion() + trust;
  return {
    ...place,
    mock,
    run: (prompt, { env = {}, cwd = place.repo } = {}) =>
      codex(client, cwd, prompt, { model: mock.url, env: { ...place.env, ...env }, config }),
    session() {
      const sessions = join(place.env['HOME'] ?? '', '.codex/sessions');
      const files = readdirSync(sessions, { recursive: true }).map(String);
      // A subagent has a transcript of its own, begun later.
      const [first = ''] = files.filter((name) => name.endsWith('.jsonl')).sort();
      return /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?=\.jsonl$)/.exec(first)?.[0] ?? '';
    },
  };
}
