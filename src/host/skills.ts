import audit from '../../skills/audit/SKILL.md';
import build from '../../skills/build/SKILL.md';
import handoff from '../../skills/handoff/SKILL.md';
import plan from '../../skills/plan/SKILL.md';
import resume from '../../skills/resume/SKILL.md';
import { safeLine } from '../text/safe.ts';
import type { HostFile } from './host.ts';

/** What a wrapper needs of an operator. */
export interface Operator {
  readonly slug: string;
  /** `RT` */
  readonly initials: string;
  readonly name?: string;
}

const SKILLS: Readonly<Record<string, string>> = { audit, build, handoff, plan, resume };

const LAUNCHER = '.canon/run';

/**
 * The skill for one operator. Prose that says "you are Roman" was ignored before: the operator is set
 * literally on every call instead, so that what decides is the command and not the reader.
 */
function wrapper(skill: string, text: string, operator: Operator): HostFile {
  const name = `${skill}-${operator.initials.toLowerCase()}`;
  const who = safeLine(operator.name ?? operator.slug);
  const called = `Only when the user types /${name} or asks for it as ${who}: `;
  const own = text
    .replaceAll(LAUNCHER, `OPERATOR=${operator.slug} ${LAUNCHER}`)
    .replace(/^name: .*$/m, `name: ${name}`)
    .replace(/^description: (.*)$/m, (_line, words: string) => {
      // Quoted, as JSON is YAML: a name may hold anything.
      return `description: ${JSON.stringify(called + words)}`;
    })
    .replace(
      /^# .*$/m,
      (heading) =>
        `${heading}: ${who}\n\nEvery call below sets \`OPERATOR=${operator.slug}\`. Keep it on each of them, also on calls of your own.`,
    );
  return { path: `${name}/SKILL.md`, text: own };
}

/** The skills with a wrapper for every operator, below `folder`. */
export function skillFiles(folder: string, operators: readonly Operator[]): HostFile[] {
  return Object.entries(SKILLS).flatMap(([skill, text]) =>
    [{ path: `${skill}/SKILL.md`, text }, ...operators.map((one) => wrapper(skill, text, one))].map(
      (file) => ({
        ...file,
        path: `${folder}/${file.path}`,
      }),
    ),
  );
}
