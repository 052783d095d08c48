import { join } from 'node:path';
import { OPERATORS } from '../../support/project.ts';
import { type Ran, type Sandbox, sandbox } from '../../support/sandbox.ts';

/** A repository that canon is set up in, with two operators. */
export interface Place {
  readonly box: Sandbox;
  readonly root: string;
  readonly git: (...args: string[]) => string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** Adds everything and commits it, as `Name <address>`. */
  readonly commit: (message?: string, author?: string) => void;
  readonly run: (...args: string[]) => Promise<Ran>;
  /** The same with `--json`: the document. */
  readonly json: (...args: string[]) => Promise<Answer>;
}

export interface Answer {
  readonly code: number;
  readonly data: {
    readonly items: readonly { source: string; record: string; action: string; uncertain: string[] }[];
    readonly lost: readonly { source: string; what: string }[];
    readonly commit: string | null;
    readonly report: string | null;
    readonly passed: number;
  };
  readonly diagnostics: readonly {
    code: string;
    severity: string;
    path?: string;
    line?: number;
    message: string;
    hint?: string;
  }[];
}

export const NOW = '2026-06-01T09:00:00+02:00';

export function place(options: { commit?: boolean } = {}): Place {
  const box = sandbox();
  const root = box.repo('work', { commit: options.commit ?? true });
  box.write(join(root, '.canon/config.yaml'), 'format: 1\n');
  box.write(join(root, '.canon/operators.yaml'), OPERATORS);
  if (options.commit !== false) {
    box.git(root, 'add', '.');
    box.git(root, 'commit', '-qm', 'Set up');
  }
  return at(box, root);
}

export function at(box: Sandbox, root: string): Place {
  const run = (...args: string[]): Promise<Ran> =>
    box.canon(root, ['import', ...args], { env: { CANON_NOW: NOW } });
  return {
    box,
    root,
    git: (...args) => box.git(root, ...args),
    write: (path, text) => box.write(join(root, path), text),
    read: (path) => box.read(join(root, path)),
    commit(message = 'Write', author) {
      box.git(root, 'add', '-A');
      box.git(root, 'commit', '-qm', message, ...(author === undefined ? [] : [`--author=${author}`]));
    },
    run,
    async json(...args) {
      const { code, stdout } = await run(...args, '--json');
      return { ...(JSON.parse(stdout) as Omit<Answer, 'code'>), code };
    },
  };
}

/** What `canon check` finds in it that somebody has to mend. */
export async function toMend({ box, root }: Place): Promise<string[]> {
  const { stdout } = await box.canon(root, ['check', '--json']);
  const { data } = JSON.parse(stdout) as {
    data: { findings: readonly { path: string; code: string; severity: string }[] };
  };
  return data.findings.flatMap(({ path, code, severity }) =>
    severity === 'info' ? [] : [`${path} ${code}`],
  );
}
