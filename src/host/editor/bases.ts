import { type Kind, KINDS } from '../../record/kinds.ts';
import type { Layout } from '../../store/layout.ts';
import type { HostFile } from '../host.ts';

interface View {
  readonly name: string;
  /** Expressions of Bases that all have to hold. */
  readonly where?: readonly string[];
  /** Columns, from the left. */
  readonly columns: readonly string[];
  /** `-created`: the newest first. */
  readonly sort: readonly string[];
  readonly group?: string;
}

const OPEN = ['status != "done"', 'status != "superseded"'];

const VIEWS: Readonly<Record<Kind, { readonly file: string; readonly views: readonly View[] }>> = {
  session: {
    file: 'sessions',
    views: [
      {
        name: 'Newest first',
        columns: ['title', 'operator', 'created', 'workstream', 'summary', 'confidence', 'tags'],
        sort: ['-created', '-file.name'],
      },
      {
        name: 'By workstream',
        columns: ['title', 'operator', 'created', 'summary'],
        sort: ['-created'],
        group: 'workstream',
      },
    ],
  },
  workstream: {
    file: 'workstreams',
    views: [
      {
        name: 'Open',
        where: OPEN,
        columns: ['title', 'owner', 'status', 'priority', 'plan', 'blocked_by', 'summary'],
        sort: ['priority', 'status'],
      },
      {
        name: 'All',
        columns: ['title', 'owner', 'status', 'priority', 'plan', 'summary', 'created'],
        sort: ['-created'],
      },
    ],
  },
  plan: {
    file: 'plans',
    views: [
      {
        name: 'Open',
        where: OPEN,
        columns: ['title', 'owner', 'status', 'ratified', 'priority', 'summary'],
        sort: ['priority', '-created'],
      },
      {
        name: 'All',
        columns: ['title', 'owner', 'status', 'ratified', 'version', 'score', 'superseded_by', 'summary'],
        sort: ['-created'],
      },
    ],
  },
  adr: {
    file: 'decisions',
    views: [
      {
        name: 'Newest first',
        columns: ['title', 'status', 'date', 'deciders', 'summary', 'superseded_by'],
        sort: ['-date', '-file.name'],
      },
    ],
  },
  learning: {
    file: 'learnings',
    views: [
      {
        name: 'Active',
        where: ['status == "active"'],
        columns: ['title', 'summary', 'applies_to', 'expires', 'source', 'tags'],
        sort: ['-created'],
      },
      {
        name: 'All',
        columns: ['title', 'status', 'summary', 'applies_to', 'deprecated_by', 'created'],
        sort: ['-created'],
      },
    ],
  },
};

// An expression may hold what means something in YAML.
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const lines = (indent: string, key: string, items: readonly string[]): string[] => [
  `${indent}${key}:`,
  ...items.map((item) => `${indent}  - ${item}`),
];

function viewLines({ name, where = [], columns, sort, group }: View): string[] {
  return [
    '  - type: table',
    `    name: ${name}`,
    ...(where.length > 0 ? ['    filters:', ...lines('      ', 'and', where.map(quoted))] : []),
    ...(group === undefined ? [] : ['    groupBy:', `      property: ${group}`, '      direction: ASC']),
    ...lines('    ', 'order', ['file.name', ...columns]),
    '    sort:',
    ...sort.flatMap((key) => [
      `      - property: ${key.replace('-', '')}`,
      `        direction: ${key.startsWith('-') ? 'DESC' : 'ASC'}`,
    ]),
  ];
}

function baseText(folder: string, views: readonly View[]): string {
  const where = [
    `file.inFolder(${JSON.stringify(folder)})`,
    'file.ext == "md"',
    // Neither is a record.
    '!file.name.startsWith("INDEX")',
    '!file.name.startsWith("README")',
  ];
  return `${['filters:', ...lines('  ', 'and', where.map(quoted)), 'views:', ...views.flatMap(viewLines)].join('\n')}\n`;
}

/** A table of each kind of record, beside the records: Obsidian's core plugin Bases shows it. */
export const bases = (layout: Layout): HostFile[] =>
  KINDS.map((kind) => {
    const { file, views } = VIEWS[kind];
    const folder = layout.dirOf(kind);
    return { path: `${folder}/${file}.base`, text: baseText(folder, views) };
  });

/** Whether a path is one that `bases` makes, in whatever folder. */
export const isBase = (path: string): boolean => path.endsWith('.base');
