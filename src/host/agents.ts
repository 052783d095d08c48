import type { Host } from './host.ts';
import { skillFiles } from './skills.ts';

/** Every host that reads `.agents/skills`: Codex, Gemini, Pi and others. */
export const agents: Host = {
  name: 'agents',
  title: 'hosts that read .agents/skills',
  folder: '.agents/skills',
  detect: ({ inProject, onPath }) => {
    if (inProject('.agents')) return '.agents is here';
    if (inProject('AGENTS.md')) return 'AGENTS.md is here';
    const command = ['codex', 'gemini'].find((name) => onPath(name));
    return command === undefined ? undefined : `\`${command}\` is on PATH`;
  },
  files: (operators) => skillFiles('.agents/skills', operators),
};
