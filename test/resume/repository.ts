import { join } from 'node:path';
import type { ResumeData } from '../../src/resume/data.ts';
import { type CanonOptions, type Ran, type Sandbox, sandbox } from '../support/sandbox.ts';

/** 11 May 2026, 18:20 in Berlin. */
export const NOW = '2026-05-11T18:20:00+02:00';

export const OPERATORS = `roman:  { initials: RT, name: Roman,  emails: [roman@example.com] }
sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }
`;

export interface Repository extends Sandbox {
  readonly path: string;
  /** Writes a file of the work tree. */
  put(path: string, text: string): void;
  /** Commits everything that is there. */
  commit(message?: string): string;
  resume(args?: readonly string[], options?: CanonOptions & { cwd?: string }): Promise<Ran>;
  data(args?: readonly string[], options?: CanonOptions & { cwd?: string }): Promise<ResumeData>;
}

/** A repository whose operators are Roman (who works in it) and Sergei. */
export function repository(options: { operators?: string | null; commit?: boolean } = {}): Repository {
  const box = sandbox();
  const path = box.repo('offplan', options.commit === undefined ? {} : { commit: options.commit });
  const put = (file: string, text: string): void => box.write(join(path, file), text);
  if (options.operators !== null) put('.canon/operators.yaml', options.operators ?? OPERATORS);
  const resume: Repository['resume'] = (args = [], { cwd = path, ...more } = {}) =>
    box.canon(cwd, ['resume', ...args], { ...more, env: { CANON_NOW: NOW, ...more.env } });
  return {
    ...box,
    path,
    put,
    resume,
    commit(message = 'Work') {
      box.git(path, 'add', '-A');
      box.git(path, 'commit', '-q', '--allow-empty', '-m', message);
      return box.git(path, 'rev-parse', 'HEAD');
    },
    async data(args = [], more = {}) {
      const ran = await resume([...args, '--json'], more);
      const document = JSON.parse(ran.stdout) as { schema: string; data: ResumeData | null };
      if (document.data === null) throw new Error(ran.stdout);
      return document.data;
    },
  };
}

type Values = Readonly<Record<string, string | null>>;

/** A record's text: frontmatter as given (null leaves a default out) and a body. */
export function record(defaults: Values, values: Values, body: string): string {
  const lines = Object.entries({ ...defaults, ...values }).flatMap(([key, value]) =>
    value === null ? [] : [`${key}: ${value}`],
  );
  return `---\n${lines.join('\n')}\n---\n${body}`;
}

/** A session on main at 15:12. */
export const sessionText = (id: string, values: Values = {}, body = ''): string =>
  record(
    {
      title: `Title of ${id}`,
      operator: id.startsWith('SK') ? 'sergei' : 'roman',
      kind: 'session',
      id,
      status: 'handed-off',
      created: '2026-05-11T15:12:40+02:00',
      branch: 'main',
    },
    values,
    `# ${id}\n\n${body}`,
  );

export const workstreamText = (values: Values = {}, tasks: readonly string[] = []): string =>
  record(
    {
      title: 'The flip',
      owner: 'roman',
      status: 'active',
      priority: 'P0',
      kind: 'workstream',
      created: '2026-05-01',
    },
    values,
    `# The flip\n\n## Tasks\n\n${tasks.map((task) => `- ${task}\n`).join('')}`,
  );
