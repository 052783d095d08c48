import { safeLine } from '../../text/safe.ts';
import { whoami, type WhoSource } from '../../identity/whoami.ts';
import { openProject } from '../../store/project.ts';
import { defineCommand } from '../command.ts';

const SOURCES: Readonly<Record<WhoSource, string>> = {
  flag: 'the command line',
  env: 'the environment',
  'git-repo': "git's configuration of this repository",
  'git-global': "git's configuration of this user",
};

/** `canon whoami` */
export const command = defineCommand({
  name: 'whoami',
  usage: ['whoami'],
  about: [
    'Prints which operator you are here, and what decided it: --operator, else the variable OPERATOR, else the e-mail address of git (of the repository, then of the user).',
    'The operators stand in .canon/operators.yaml. Who is not among them is told the line to add.',
  ],
  args: [],
  flags: {},
  examples: [
    ['canon whoami', 'slug, initials and name, and why'],
    ['OPERATOR=sergei canon whoami', 'who a call with that variable would be'],
  ],
  async run({ world, globals }) {
    const project = await openProject(world, globals.repo);
    const who = await whoami(project, world, globals.operator);
    const { slug, initials, name, source } = who;
    return {
      data: { slug, initials, name, source },
      diagnostics: project.diagnostics,
      human: (look) =>
        `${look.bold(safeLine(slug))} (${initials})  ${safeLine(name)}\n` +
        look.dim(`by ${safeLine(who.evidence)}, in ${SOURCES[source]}`),
    };
  },
});
