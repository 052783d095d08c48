import { claudeHooks } from './hooks/claude-code.ts';
import type { Host } from './host.ts';
import { skillFiles } from './skills.ts';

/** Claude Code: reads `.claude/skills`, and only that, and `.claude/settings.json`. */
export const claudeCode: Host = {
  name: 'claude-code',
  title: 'Claude Code',
  folder: '.claude/skills',
  detect: ({ inProject, inHome, onPath, env }) => {
    if (env['CLAUDECODE']) return 'it runs this command';
    if (inProject('.claude')) return '.claude is here';
    if (inProject('CLAUDE.md')) return 'CLAUDE.md is here';
    if (onPath('claude')) return '`claude` is on PATH';
    return inHome('.claude') ? '~/.claude is there' : undefined;
  },
  files: (operators) => skillFiles('.claude/skills', operators),
  settings: claudeHooks,
};
