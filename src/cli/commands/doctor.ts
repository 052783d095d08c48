import { resolve } from 'node:path';
import { argv, execPath } from 'node:process';
import { openProject } from '../../store/project.ts';
import { defineCommand } from '../command.ts';
import { doctorDocument } from '../doctor/document.ts';
import { examine } from '../doctor/examine.ts';
import { doctorText } from '../output/doctor.ts';

/** `canon doctor` */
export const command = defineCommand({
  name: 'doctor',
  usage: ['doctor [--no-fire]'],
  about: [
    'Proves that calls of agents are recorded here, or says what is in the way, each problem with its remedy. It looks at what `canon init` installed and what the settings of the hosts say; fires each hook as its host does, with a sample, and sees where it arrives; shows when each last fired; holds the transcripts of the latest sessions against what was recorded; and asks whether a client that is started in this folder loads the hooks.',
    'Only what is just as canon installs it is run, and no canon that comes with the repository but this one. Of the samples nothing stays. It mends nothing: `canon init` does.',
    'It ends with 1 where there is something to mend.',
  ],
  args: [],
  flags: {
    noFire: {
      brief: 'fire no hook: start `.canon/run --version` and codex only',
    },
    limit: { value: 'MS', brief: 'no hook is given longer than this', hidden: true },
  },
  examples: [
    ['canon doctor', 'is everything recorded?'],
    ['canon doctor --no-fire --json', 'what is installed, for a program'],
  ],
  async run({ world, globals, progress }, flags) {
    progress.say('Firing the hooks');
    const project = await openProject(world, globals.repo);
    const report = await examine(project, world, {
      from: resolve(world.cwd, globals.repo ?? '.'),
      fire: flags.noFire !== true,
      limit: Number(flags.limit) || 60_000,
      self: argv[1] ?? execPath,
    });
    const now = world.now();
    return {
      data: doctorDocument(report, now),
      diagnostics: [...project.diagnostics, ...report.findings],
      exit: report.findings.some(({ severity }) => severity !== 'info') ? 1 : 0,
      human: (look) => doctorText(report, now, look),
    };
  },
});
