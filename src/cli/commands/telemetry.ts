import type { Diagnostic } from '../../fault/diagnostic.ts';
import { openProject } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { listQuarantine } from '../../telemetry/quarantine.ts';
import { isSound } from '../../telemetry/verify.ts';
import { defineCommand } from '../command.ts';
import { foldSpool } from '../fold-spool.ts';
import { chooseSessions } from '../telemetry/choose.ts';
import { compared } from '../telemetry/compared.ts';
import { sessionDocument, type Shown, unproven } from '../telemetry/document.ts';
import { telemetryText } from '../telemetry/text.ts';

/** `canon telemetry [SESSION]` */
export const command = defineCommand({
  name: 'telemetry',
  usage: ['telemetry [SESSION] [options]'],
  about: [
    "Shows what the agents of a session called: how often each tool, for how long, what failed, by which subagent, and whether the repository's invariants hold. SESSION is the id of a record, or a host's own id of a session; the beginning is enough where only one has it.",
    'Without SESSION it is the session that this runs in, and outside of any, today. Calls are recorded by the hooks that `canon init` installs, in this clone only; of what a tool was given and answered nothing is kept.',
  ],
  args: [{ name: 'SESSION', brief: "a record's id, or a host's session id", optional: true }],
  flags: {
    day: { value: 'DATE', bare: true, brief: 'the sessions of a day: today, yesterday, or 2026-05-11' },
    all: { brief: 'every session of this clone' },
    verify: {
      brief: 'name the calls that the host’s own transcript has and nobody recorded, and the reverse',
    },
  },
  examples: [
    ['canon telemetry', 'the session this runs in, or today'],
    ['canon telemetry RT-260511-01', 'what a record was made with'],
    ['canon telemetry --verify', 'whether every call was recorded'],
    ['canon telemetry --day yesterday --json', 'for a program'],
  ],
  async run({ world, globals, progress }, flags, [session]) {
    const project = await openProject(world, globals.repo);
    progress.say('Reading what was recorded');
    const folded = await foldSpool(project);
    const rows = await readRows(project);
    const chosen = await chooseSessions(project, world, rows, { session, day: flags.day, all: flags.all });
    const verify = flags.verify === true;
    // Of all there ever were most transcripts are gone, and the others take long: only if that is what is asked.
    const asked = verify || chosen.what !== 'all';
    const shown = chosen.sessions.map((one): Shown => {
      if (!asked) return { session: one, proof: unproven(one), verify };
      const result = compared(project, world, one, chosen.what === 'record');
      return { session: one, proof: result.verification.proof, compared: result, verify };
    });
    const differs = shown.some((one) => one.compared && !isSound(one.compared.verification));
    const kept = listQuarantine(project);
    const aside: Diagnostic[] =
      kept.length === 0
        ? []
        : [{ code: 'telemetry-aside', severity: 'warning', args: { count: kept.length } }];
    const off: Diagnostic[] =
      project.config.telemetry === 'off' ? [{ code: 'telemetry-off', severity: 'info' }] : [];
    const now = world.now();
    return {
      data: { sessions: shown.map((one) => sessionDocument(one, now)) },
      exit: verify && differs ? 1 : 0,
      diagnostics: [...project.diagnostics, ...off, ...(folded.length > 0 ? folded : aside)],
      human: (look) => telemetryText(chosen, shown, now, look),
    };
  },
});
