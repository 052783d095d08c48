import { operatorsOf } from '../../../src/identity/operators.ts';
import type { SourceContents, SourceItem } from '../../../src/import/item.ts';
import { EMPTY_MAP } from '../../../src/import/map.ts';
import type { ImportGround } from '../../../src/import/plan/plan.ts';
import { sha256 } from '../../../src/store/imports/standing.ts';
import { DEFAULT_CONFIG } from '../../../src/store/config-defaults.ts';
import { layoutOf } from '../../../src/store/layout.ts';

export const AT = '2026-06-01T09:00:00+02:00';

export const OPERATORS = operatorsOf([
  { slug: 'roman', initials: 'RT', name: 'Roman', emails: ['roman@example.com', 'r@example.org'] },
  { slug: 'sergei', initials: 'SK', name: 'Sergei Kim', emails: ['sergei@example.com'] },
]);

/** A page of a source, as a reader returns it. */
export function item(id: string, more: Partial<SourceItem> = {}): SourceItem {
  const text = more.text ?? `# ${more.title ?? id}\n\nSome text of ${id}.\n`;
  return {
    id,
    path: `${id}.md`,
    hash: sha256(text),
    text,
    kind: { value: 'session', from: 'guess' },
    title: id,
    author: { value: { name: 'Roman' }, from: 'frontmatter' },
    created: { value: '2026-05-11', from: 'label' },
    fields: {},
    aliases: [],
    sections: [{ heading: 'Summary', text: `Some text of ${id}.` }],
    links: new Map(),
    assets: [],
    doubts: [],
    ...more,
  };
}

export const contents = (
  items: readonly SourceItem[],
  more: Partial<SourceContents> = {},
): SourceContents => ({
  source: 'notion',
  name: 'export',
  items,
  assets: new Map(),
  problems: [],
  passed: 0,
  close: async () => {},
  ...more,
});

/** An empty project; `files` are those of its work tree. */
export function ground(
  more: Partial<ImportGround> = {},
  files: Readonly<Record<string, string>> = {},
): ImportGround {
  const none = new Set<string>();
  return {
    layout: layoutOf(DEFAULT_CONFIG),
    prefix: '',
    operators: OPERATORS,
    operator: undefined,
    map: EMPTY_MAP,
    at: AT,
    today: '2026-06-01',
    rows: [],
    taken: { session: none, workstream: none, plan: none, adr: none, learning: none },
    reports: [],
    read: async (path) => files[path],
    blobOf: async () => undefined,
    pause: async () => {},
    ...more,
  };
}
