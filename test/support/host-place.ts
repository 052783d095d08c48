import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { quiet } from './quiet.ts';
import { type SkillPlace, skillPlace } from './skills.ts';

const MCP_SERVER = fileURLToPath(new URL('mcp-server.mjs', import.meta.url));

/** How a client is told to start the MCP server of that name. */
export const mcpServer = (name: string): { command: string; args: readonly string[] } => ({
  command: process.execPath,
  args: [MCP_SERVER, name],
});

/** The one thing that must not be used here: Notion, under whatever name its server is known. */
const NO_NOTION = (mode: string): string => `
fold_tools:
  mcp__notion_offplan: [mcp__notion_offplan__*, mcp__plugin_*_notion_offplan__*]
invariants:
  - { name: mcp__notion_offplan, tools: [mcp__notion_offplan], max: 0, mode: ${mode} }
`;

/**
 * A repository that `canon init` alone has prepared for a host, in which Notion is not to be used, and where the
 * team has a Notion server all the same. Nothing works in it any more when the test is over.
 */
export async function hostPlace(
  host: 'claude-code' | 'codex',
  mode: 'warn' | 'block' = 'warn',
): Promise<SkillPlace> {
  // Codex has its skills from where many hosts have them.
  const place = await skillPlace(...(host === 'codex' ? ['agents', host] : [host]));
  const { box, repo } = place;
  onTestFinished(() => quiet(box.dir));
  const config = join(repo, '.canon/config.yaml');
  box.write(config, box.read(config).trimEnd() + NO_NOTION(mode));
  if (host === 'claude-code') {
    const servers = { notion_offplan: mcpServer('notion_offplan') };
    box.write(join(repo, '.mcp.json'), JSON.stringify({ mcpServers: servers }));
  }
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Leave Notion');
  return place;
}
