import type { Project } from '../../store/project.ts';
import { masked } from './masked.ts';
import type { Told } from './sections.ts';
import type { SeenSession } from './seen.ts';

/** Words of a session that come to its record outside of the text. */
export interface Named {
  readonly path: string;
  readonly model: string | undefined;
  readonly tools: readonly string[];
}

/** Everything that people or agents have worded, masked. */
export async function wordsWithoutSecrets(
  project: Pick<Project, 'config'>,
  told: readonly Told[],
): Promise<Told[]> {
  const groups = told.flatMap(({ branch, commits, files, tasks, requests }) => [
    branch === undefined ? [] : [branch],
    commits.map(({ subject }) => subject.replaceAll(/\s+/g, ' ')),
    files,
    tasks.map(({ text }) => text),
    ...[0, 1].map((at) => requests.slice(at, at + 1)),
  ]);
  const safe = await masked(groups, project.config);
  return told.map((one, at): Told => {
    const [branch = [], subjects = [], files = [], tasks = [], ...requests] = safe.slice(at * 6, at * 6 + 6);
    return {
      ...one,
      branch: branch[0],
      commits: one.commits.map((commit, index) => ({ ...commit, subject: subjects[index] ?? '' })),
      files,
      tasks: one.tasks.map((task, index) => ({ ...task, text: tasks[index] ?? '' })),
      requests: requests.flat(),
    };
  });
}

/** The same of its names. */
export async function namesWithoutSecrets(
  project: Pick<Project, 'config'>,
  seen: readonly SeenSession[],
): Promise<Named[]> {
  const toolsOf = ({ numbers }: SeenSession): string[] => Object.keys(numbers.tool_calls_breakdown ?? {});
  const groups = seen.flatMap((one) => [
    [one.path],
    one.model === undefined ? [] : [one.model],
    toolsOf(one),
  ]);
  const safe = await masked(groups, project.config);
  return seen.map((_, at): Named => {
    const [path = [], model = [], tools = []] = safe.slice(at * 3, at * 3 + 3);
    return { path: path[0] ?? '', model: model[0], tools };
  });
}
