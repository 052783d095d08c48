import type { Chosen } from '../../host/index.ts';
import { safeLine } from '../../text/safe.ts';
import { cells, wrapTo } from '../../text/width.ts';
import { DRIVER } from '../merge/driver-command.ts';
import type { Look } from '../output/look.ts';
import { VERSION } from '../version.ts';
import type { Step } from './plan.ts';
import type { Prepared } from './prepare.ts';

/** A line of the report: what is done to one file, or to the skills of a folder together. */
interface Line {
  readonly word: string;
  readonly path: string;
  /** Of what is kept. */
  readonly why?: string;
}

const WORDS: Readonly<Record<Step['act'], readonly [done: string, planned: string]>> = {
  write: ['wrote', 'write'],
  update: ['updated', 'update'],
  remove: ['removed', 'remove'],
  keep: ['kept', 'keep'],
};

/** What is done to each file; what is kept as it should be is not worth a line. */
export function linesOf(steps: readonly Step[], dryRun: boolean): Line[] {
  const lines: Line[] = [];
  const skills = new Map<string, string[]>();
  for (const step of steps) {
    if (step.act === 'keep' && ['same', 'yours'].includes(step.why)) continue;
    const word = WORDS[step.act][dryRun ? 1 : 0];
    const why = step.act === 'keep' ? { why: step.why } : {};
    const skill = /^(.*\/skills)\/([^/]+)\/SKILL\.md$/.exec(step.path);
    if (!skill) {
      lines.push({ word, path: step.path, ...why });
      continue;
    }
    const key = `${word} ${skill[1] ?? ''}`;
    const names = skills.get(key);
    if (names) names.push(skill[2] ?? '');
    else {
      skills.set(key, [skill[2] ?? '']);
      lines.push({ word, path: key, ...why });
    }
  }
  return lines.map((line) => {
    const names = skills.get(line.path);
    return names ? { ...line, path: `${line.path.slice(line.word.length + 1)}/ ${names.join(', ')}` } : line;
  });
}

// A host that both is for is named once, with the reason why it was chosen.
function hostLines({ hosts, editors }: Prepared): string[] {
  const named = (what: string, some: Prepared['hosts']): string[] => {
    const names = some.map(({ host, why }) => `${host.title} (${why})`);
    return some.length > 0 ? [`${what} for ${names.join(' and ')}.`] : [];
  };
  const isSkilled = ({ host }: Chosen): boolean => host.files([]).length > 0;
  const isHooked = ({ host }: Chosen): boolean => host.settings !== undefined;
  return [
    ...named(
      'Skills and hooks',
      hosts.filter((one) => isSkilled(one) && isHooked(one)),
    ),
    ...named(
      'Skills',
      hosts.filter((one) => isSkilled(one) && !isHooked(one)),
    ),
    ...named(
      'Hooks',
      hosts.filter((one) => !isSkilled(one) && isHooked(one)),
    ),
    ...(editors.length > 0 ? [`Settings for ${editors.map(({ title }) => title).join(' and ')}.`] : []),
  ];
}

/** What `init` did, for a person; at the end the one command to copy. */
export function initText(
  prepared: Prepared,
  { dryRun, commit }: { dryRun: boolean; commit: string | undefined },
  look: Look,
): string {
  const lines = linesOf(prepared.plan.steps, dryRun);
  if (prepared.driver === 'none' || prepared.driver === 'older')
    lines.push({ word: 'set', path: `merge.${DRIVER} in git's configuration of this clone` });
  const out = [`${look.bold('canon')} ${VERSION}  ${look.dim(safeLine(prepared.project.root))}`, ''];
  const nothing = lines.every(({ word }) => word.startsWith('k'));
  // What somebody changed is kept, up to date or not.
  if (nothing) out.push(`Everything ${lines.length === 0 ? 'is' : 'else is'} up to date.`);
  const width = Math.max(...lines.map(({ word }) => cells(word)), 0);
  for (const { word, path } of lines) {
    out.push(`  ${look.dim(word.padEnd(width))}  ${safeLine(path)}`);
  }
  out.push('', ...hostLines(prepared).flatMap((line) => wrapTo(line, look.width)));
  if (dryRun) out.push('', 'Nothing was written.');
  else if (commit !== undefined) out.push('', look.bold('Commit it:'), `  ${commit}`);
  const me = prepared.added ?? (prepared.operators.length === 1 ? prepared.operators[0] : undefined);
  if (me && !dryRun && !nothing) {
    const initials = me.initials.toLowerCase();
    const skills = `/resume-${initials} when a session begins, /handoff-${initials} when it ends.`;
    out.push('', ...wrapTo(`Then, in your agent: ${skills}`, look.width));
  }
  return out.join('\n');
}
