import { type Bag, name } from './json.ts';

/** Codex's own names of what its hooks call `Bash`. */
const SHELLS = new Set(['exec_command', 'shell', 'shell_command', 'local_shell', 'container.exec']);
/** Items of a turn that are calls, and how hooks name them. A cell of code mode calls tools that stand only here. */
export const CODEX_ITEMS: ReadonlyMap<string, (item: Bag) => string> = new Map([
  ['CommandExecution', () => 'Bash'],
  ['FileChange', () => 'apply_patch'],
  ['McpToolCall', mcpName],
]);

/** How hooks name a tool. */
export function codexTool(own: string, namespace: string | undefined): string {
  if (SHELLS.has(own)) return 'Bash';
  return namespace?.startsWith('mcp__') === true ? `${namespace.replace(/__$/, '')}__${own}` : own;
}

function mcpName(item: Bag): string {
  return ['mcp', name(item['server']), name(item['tool'])].filter((part) => part !== undefined).join('__');
}
