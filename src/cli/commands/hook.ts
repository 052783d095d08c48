import { defineCommand, type Outcome } from '../command.ts';
import { runHook } from '../hook/run-hook.ts';

/** `canon hook EVENT`: what an agent host calls. It never fails, and prints only what the agent is to read. */
export const command = defineCommand({
  name: 'hook',
  usage: ['hook EVENT [HOST]'],
  about: [
    'What the hooks that `canon init` installs call; the payload is read from standard input. SessionStart prints the dashboard for the agent, PreCompact and SessionEnd note how far a session had come, Stop folds what was recorded. An event of a tool call is kept as .canon/hook.sh keeps it, for systems without sh.',
    'It always ends with exit code 0: a hook must never stop its host.',
  ],
  args: [
    { name: 'EVENT', brief: 'the host’s name of the event' },
    { name: 'HOST', brief: 'the host that calls (default claude-code)', optional: true },
  ],
  flags: {},
  examples: [['canon hook SessionStart < payload.json', 'what an agent would be told']],
  async run({ world }, _flags, [event = '', host = 'claude-code']): Promise<Outcome> {
    const text = await runHook(world, { event, host });
    return { data: null, human: () => text };
  },
});
