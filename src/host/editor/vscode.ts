import { operatorsJsonSchema } from '../../identity/operators-schema.ts';
import { configJsonSchema } from '../../store/config-spec.ts';
import { LAUNCHER_PATH } from '../launcher.ts';
import type { Editor } from './editor.ts';

const SCHEMAS = '.canon/schemas/';
const LABEL = 'canon check';
const COMMAND = 'check --format github';

const schemaFile = (name: string, schema: object): { path: string; text: string } => ({
  path: `${SCHEMAS}${name}.schema.json`,
  text: `${JSON.stringify(schema, null, 2)}\n`,
});

// A finding is one line: `::warning file=plans/a.md,line=3,col=1,title=broken-link::What it is%0AWhat to do`, with the
// path from the top of the repository. What VS Code does not know as a severity (`notice`) is the default.
const HEAD = '^::(error|warning|notice) file=([^,:]+)';
const SAID = '::(.*?)(?:%0A.*)?$';

function task(prefix: string): object {
  const top = prefix.replace(/[^/]+(?=\/)/g, '..').replace(/\/$/, '');
  const matcher = (regexp: string, places: object): object => ({
    owner: 'canon',
    source: 'canon',
    severity: 'info',
    fileLocation: ['relative', `\${workspaceFolder}${top === '' ? '' : `/${top}`}`],
    pattern: { regexp, severity: 1, file: 2, ...places },
  });
  return {
    label: LABEL,
    type: 'shell',
    command: `sh ${LAUNCHER_PATH} ${COMMAND}`,
    windows: { command: `canon ${COMMAND}` },
    group: 'test',
    presentation: { reveal: 'silent' },
    problemMatcher: [
      matcher(`${HEAD},line=(\\d+),col=(\\d+)[^:]*${SAID}`, { line: 3, column: 4, message: 5 }),
      matcher(`${HEAD},line=(\\d+)(?:,(?!col=)[^:]*)?${SAID}`, { line: 3, message: 4 }),
      // About a file as a whole.
      matcher(`${HEAD}(?:,(?!line=)[^:]*)?${SAID}`, { kind: 'file', message: 3 }),
    ],
  };
}

/** Visual Studio Code: the project's root opened as a folder. */
export const vscode: Editor = {
  name: 'vscode',
  title: 'VS Code',
  // In the repository, so that they are there without a network and whatever is installed.
  files: () => [schemaFile('config', configJsonSchema()), schemaFile('operators', operatorsJsonSchema())],
  settings: (prefix) => [
    {
      path: '.vscode/settings.json',
      keys: ['config', 'operators'].map((name) => ({
        path: ['yaml.schemas', `./${SCHEMAS}${name}.schema.json`],
        value: [`.canon/${name}.yaml`],
      })),
    },
    {
      path: '.vscode/tasks.json',
      keys: [
        { path: ['version'], value: '2.0.0' },
        { path: ['tasks', { label: LABEL }], value: task(prefix) },
      ],
    },
    {
      path: '.vscode/extensions.json',
      keys: [{ path: ['recommendations', ['redhat.vscode-yaml']], value: 'redhat.vscode-yaml' }],
    },
  ],
  has: (path) => path.startsWith('.vscode/') || path.startsWith(SCHEMAS),
};
