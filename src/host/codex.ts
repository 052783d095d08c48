import { codexHooks } from './hooks/codex.ts';
import type { Host } from './host.ts';

/** Codex: its hooks. Its skills are those of `.agents/skills`, which it reads like others. */
export const codex: Host = {
  name: 'codex',
  title: 'Codex',
  folder: '.codex',
  detect: ({ inProject, inHome, onPath }) => {
    if (inProject('.codex')) return '.codex is here';
    if (onPath('codex')) return '`codex` is on PATH';
    return inHome('.codex') ? '~/.codex is there' : undefined;
  },
  files: () => [],
  settings: codexHooks,
};
