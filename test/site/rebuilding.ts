import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSite, type BuiltSite } from '../../src/site/build/build-site.ts';
import type { BuildMemory } from '../../src/site/build/memory.ts';
import { openProject } from '../../src/store/project.ts';
import { OPERATORS, worldOf } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { BIN } from '../support/built.ts';

export const ASSETS = join(dirname(BIN), 'site');

/** Two people, a workstream, four sessions. */
export function smallRepo(box: Sandbox, name = 'offplan', below = ''): string {
  const top = box.repo(name);
  const root = join(top, below);
  box.write(join(root, '.canon/config.yaml'), 'format: 1\n');
  box.write(join(root, '.canon/operators.yaml'), OPERATORS);
  box.write(join(root, 'workstreams/flip.md'), workstreamText('Flip the store'));
  for (const [at, id] of ['RT-260511-01', 'RT-260511-02', 'SK-260511-01', 'SK-260511-02'].entries()) {
    const created = `2026-05-11T1${at}:00:00+02:00`;
    const body = `\n## Summary\n\nAfter [the first](RT-260511-01.md), on [flip](../../workstreams/flip.md).\n`;
    const text = sessionText(id, { created, body, extra: 'workstream: flip\ntags: [ops]\n' });
    box.write(join(root, `docs/sessions/${id}.md`), text);
  }
  box.git(top, 'add', '.');
  box.git(top, 'commit', '-qm', 'Add the records');
  return root;
}

/** Builds as the command does, in this process; with what a server remembers of its last build, as that does. */
export async function built(
  box: Sandbox,
  root: string,
  out: string,
  memory?: BuildMemory,
): Promise<BuiltSite> {
  const project = await openProject(worldOf(box, root));
  return await buildSite(project, out, ASSETS, memory ? { memory } : {});
}

/** The same from nothing: no folder, and nothing remembered. */
export async function builtAnew(
  box: Sandbox,
  root: string,
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const out = join(box.dir, `${name}-site`);
  const project = await openProject(worldOf(box, root));
  await buildSite({ ...project, local: join(box.dir, `${name}-local`) }, out, ASSETS);
  return filesIn(out);
}

/** Every file of a folder with what is in it. */
export function filesIn(folder: string, dir = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(join(folder, dir))) return found;
  for (const entry of readdirSync(join(folder, dir), { withFileTypes: true })) {
    const path = dir + entry.name;
    if (!entry.isDirectory()) found.set(path, readFileSync(join(folder, path), 'latin1'));
    else for (const [one, text] of filesIn(folder, `${path}/`)) found.set(one, text);
  }
  return found;
}

export interface Place {
  readonly box: Sandbox;
  readonly root: string;
  readonly out: string;
  /** A whole number below this one. */
  readonly upTo: (end: number) => number;
  readonly count: number;
}

/** What people do between two builds. */
export const STEPS: Readonly<Record<string, (place: Place) => void>> = {
  edit: (place) => appendFileSync(anySession(place), `\nStep ${place.count}.\n`),
  retitle: (place) => rewrite(anySession(place), /^title: .*$/m, `title: Step ${place.count}`),
  retag: (place) =>
    rewrite(anySession(place), /^tags: .*$/m, `tags: [${['ops', 'Ops', 'über'][place.upTo(3)]}]`),
  repeat: ({ box, root, upTo }) =>
    box.write(join(root, 'workstreams/flip.md'), workstreamText(['Flip', 'Flop', 'Flap'][upTo(3)] ?? '')),
  add: ({ box, root, count }) => {
    const id = `SK-260512-${String(count % 90).padStart(2, '0')}`;
    box.write(
      join(root, `docs/sessions/${id}.md`),
      sessionText(id, { extra: 'workstream: flip\ntags: [new]\n' }),
    );
  },
  remove: (place) => rmSync(anySession(place)),
  rename: ({ box, root, upTo, count }) => {
    const old = anySession({ root, upTo });
    const file = join(dirname(old), `RT-260513-${String(count % 90).padStart(2, '0')}.md`);
    if (count % 2 === 0) box.git(root, 'add', '-A');
    renameSync(old, file);
    rewrite(file, /^id: (.*)$/m, `id: ${file.slice(-15, -3)}\naliases: [$1]`);
  },
  own: (place) =>
    rewrite(
      anySession(place),
      /^operator: .*$/m,
      `operator: ${['roman', 'sergei', 'nobody'][place.upTo(3)]}`,
    ),
  supersede: (place) => addKey(anySession(place), `supersedes: [${idOf(anySession(place))}]`),
  follow: (place) => addKey(anySession(place), `parent: ${idOf(anySession(place))}`),
  wait: (place) =>
    appendFileSync(anySession(place), `\n## Waiting On\n\n- [ ] w1 @sergei: look at ${place.count}\n`),
  close: (place) => addKey(anySession(place), `closes: [${idOf(anySession(place))}#w1]`),
  link: (place) =>
    appendFileSync(anySession(place), `\nSee [another](${idOf(anySession(place))}.md) and RT-260511-02.\n`),
  plan: (place) => {
    const plan = place.upTo(2);
    const text = `---\ntitle: Plan ${place.count}\nkind: plan\n---\n# Plan\n\n## Goal\n\nGoal ${place.count}.\n`;
    place.box.write(join(place.root, `docs/plans/plan-${plan}.md`), text);
    addKey(anySession(place), `plan: plan-${plan}`);
  },
  learn: (place) => {
    const text = `---\ntitle: Learnt ${place.count}\nkind: learning\nsource: ${idOf(anySession(place))}\n---\n# Learnt\n`;
    place.box.write(join(place.root, `docs/learnings/learnt-${place.upTo(3)}.md`), text);
  },
  break: (place) => rewrite(anySession(place), /^title: .*$/m, 'title: [a'),
  alias: (place) => rewrite(anySession(place), /^kind: session$/m, 'aliases: [RT-260101-01]\nkind: session'),
  title: ({ box, root, count }) =>
    box.write(join(root, '.canon/config.yaml'), `format: 1\nsite: { title: Site ${count}, language: ru }\n`),
  exclude: ({ box, root }) =>
    box.write(join(root, '.canon/config.yaml'), "format: 1\nsite: { exclude: ['tag:new', '**/*-01.md'] }\n"),
  operators: ({ box, root, count }) =>
    box.write(join(root, '.canon/operators.yaml'), OPERATORS.replace('Roman', `Roman ${count}`)),
  commit: ({ box, root, count }) => commitAll(box, root, `Commit ${count}`),
  reset: ({ box, root }) => box.git(root, 'reset', '-q', '--hard', 'HEAD'),
  back: ({ box, root }) => {
    if (Number(box.git(root, 'rev-list', '--count', 'HEAD')) > 3)
      box.git(root, 'reset', '-q', '--hard', 'HEAD~1');
  },
  merge: ({ box, root, count }) => {
    commitAll(box, root, 'Before');
    box.git(root, 'checkout', '-q', '-b', `side-${count}`, 'HEAD~1');
    box.write(
      join(root, `docs/learnings/side-${count}.md`),
      `---\ntitle: Side ${count}\nkind: learning\n---\n# Side\n`,
    );
    commitAll(box, root, `Side ${count}`);
    box.git(root, 'checkout', '-q', '-');
    box.git(root, 'merge', '-q', '--no-edit', `side-${count}`);
  },
  spoil: ({ out, upTo }) => withPage(out, upTo, (file) => appendFileSync(file, 'by hand')),
  lose: ({ out, upTo }) => withPage(out, upTo, (file) => rmSync(file)),
  clear: ({ out }) => rmSync(out, { recursive: true, force: true }),
  unlist: ({ out }) => {
    // Without its list nothing there is canon's: whoever removes that clears the folder.
    for (const name of existsSync(out) ? readdirSync(out) : []) rmSync(join(out, name), { recursive: true });
  },
};

/** Steps after which a server remembers nothing. */
export const SETTINGS: ReadonlySet<string> = new Set(['title', 'exclude', 'operators', 'reset', 'back']);
/** Nobody else writes into the folder of a server. */
export const BY_HAND: ReadonlySet<string> = new Set(['spoil', 'lose', 'clear', 'unlist']);

function commitAll(box: Sandbox, root: string, subject: string): void {
  box.git(root, 'add', '-A', '.');
  box.git(root, 'commit', '-q', '--allow-empty', '-m', subject);
}

function anySession({ root, upTo }: Pick<Place, 'root' | 'upTo'>): string {
  const dir = join(root, 'docs/sessions');
  const names = readdirSync(dir).filter((name) => /^[A-Z]{2}-.*\.md$/.test(name));
  const name = names[upTo(names.length)];
  if (name !== undefined) return join(dir, name);
  const file = join(dir, 'RT-260511-01.md');
  writeFileSync(file, sessionText('RT-260511-01'));
  return file;
}

const idOf = (file: string): string => basename(file, '.md');

const addKey = (file: string, line: string): void =>
  rewrite(file, /^kind: session$/m, `${line}\nkind: session`);

const rewrite = (file: string, what: RegExp, by: string): void =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(what, by));

function withPage(out: string, upTo: Place['upTo'], act: (file: string) => void): void {
  const pages = [...filesIn(out).keys()].filter((path) => path.endsWith('.html'));
  const page = pages[upTo(pages.length)];
  if (page !== undefined) act(join(out, page));
}

/** Small and good enough: the same numbers for the same seed. */
export function numbers(seed: number): (end: number) => number {
  let state = seed >>> 0;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}
