import { type Clone, type Scene, scene, WORKSTREAMS } from './clones.ts';
import { random, type Random } from './random.ts';
import { resolve } from './resolve.ts';

export interface Simulation {
  readonly seed: number;
  readonly steps: number;
  readonly driver: boolean;
}

/** What must be there in the end. */
interface Expected {
  readonly titles: Set<string>;
  readonly lines: Map<string, string>;
  readonly ticked: Set<string>;
}

interface Going extends Scene {
  readonly by: Random;
  readonly expected: Expected;
  readonly log: string[];
  count: number;
}

type Act = (going: Going, clone: Clone) => Promise<void>;

const branchOf = async (clone: Clone): Promise<string> =>
  (await clone.git('branch', '--show-current')).out.trim();

/** Something of the repository that a person commits with git, as people do. */
async function commit(clone: Clone, what: string): Promise<void> {
  await clone.git('add', '-A');
  await clone.git('commit', '-qm', what);
}

const ACTS: Readonly<Record<string, readonly [weight: number, act: Act]>> = {
  handoff: [
    14,
    async (going, clone) => {
      const title = `Handoff ${going.count} of ${clone.person.slug}`;
      const main = (await branchOf(clone)) === 'main';
      going.expected.titles.add(title);
      await clone.handoff(title, going.by.pick(WORKSTREAMS), main && going.by.chance(0.5));
    },
  ],
  tick: [
    9,
    async ({ by, expected }, clone) => {
      const name = by.pick(WORKSTREAMS);
      const id = await clone.tick(name, by.below(8));
      if (id !== undefined && !id.startsWith('#')) expected.ticked.add(`${name} ${id}`);
    },
  ],
  status: [
    5,
    async ({ by }, clone) => {
      const [key, value] = by.pick([
        ['priority', by.pick(['P0', 'P1', 'P2', 'P3'])],
        ['status', by.pick(['active', 'draft'])],
      ] as const);
      await clone.set(by.pick(WORKSTREAMS), key, value);
    },
  ],
  edit: [
    5,
    async ({ by, expected, count }, clone) => {
      const path = `workstreams/${by.pick(WORKSTREAMS)}.md`;
      const line = `Said at ${count} by ${clone.person.slug}.`;
      expected.lines.set(line, path);
      const heading = by.pick(['## Goal\n', '## Key Context\n']);
      clone.write(path, clone.read(path).replace(heading, `${heading}\n${line}\n`));
      await commit(clone, `Say ${count}`);
    },
  ],
  addTask: [
    5,
    async ({ by, expected, count }, clone) => {
      const path = `workstreams/${by.pick(WORKSTREAMS)}.md`;
      const text = `T${100 + count}. Asked for at ${count}`;
      expected.lines.set(text, path);
      clone.write(path, clone.read(path).replace('\n\n## Key Context', `\n- [ ] ${text}\n\n## Key Context`));
      await commit(clone, `Ask for ${count}`);
    },
  ],
  note: [
    2,
    async ({ by, expected, count }, clone) => {
      const path = `workstreams/${by.pick(WORKSTREAMS)}.md`;
      const text = clone.read(path);
      const lines = [...text.matchAll(/^- \d{4}-.*\.md\).*\n/gm)];
      if (lines.length === 0) return;
      const at = by.pick(lines);
      const line = `Noted at ${count}.`;
      const end = at.index + at[0].length;
      expected.lines.set(line, path);
      clone.write(path, `${text.slice(0, end)}  ${line}\n${text.slice(end)}`);
      await commit(clone, `Note ${count}`);
    },
  ],
  learn: [
    2,
    async ({ expected, count }, clone) => {
      const title = `Lesson ${count}`;
      const path = `docs/learnings/lesson-${count}.md`;
      expected.lines.set(`# ${title}`, path);
      clone.write(
        path,
        `---\ntitle: ${title}\nstatus: active\nkind: learning\ncreated: 2026-05-11\n---\n\n# ${title}\n\n## What\n\nThat.\n`,
      );
      await commit(clone, title);
    },
  ],
  branch: [
    4,
    async ({ count }, clone) => {
      if ((await branchOf(clone)) === 'main') await clone.git('switch', '-qc', `topic-${count}`);
    },
  ],
  finish: [6, async ({ by }, clone) => finish(clone, by.pick(['merge', 'squash', 'rebase', 'pick']))],
  pull: [
    6,
    async ({ by }, clone) => {
      if ((await branchOf(clone)) === 'main') await pull(clone, by.chance(0.5));
    },
  ],
  sync: [
    8,
    async ({ by }, clone) => {
      if ((await branchOf(clone)) !== 'main') return;
      await pull(clone, by.chance(0.5));
      await clone.git('push', '-q');
    },
  ],
  index: [
    2,
    async (_, clone) => {
      await clone.index();
      await commit(clone, 'Index');
    },
  ],
};

const pull = (clone: Clone, rebase: boolean): Promise<void> =>
  carry(clone, rebase ? 'rebase' : 'merge', 'pull', '-q', rebase ? '--rebase' : '--no-rebase', '--no-edit');

/** Brings a branch to main, in one of the ways in which people do. */
async function finish(clone: Clone, how: string): Promise<void> {
  const branch = await branchOf(clone);
  if (branch === 'main' || branch === '') return;
  if (how === 'rebase') await carry(clone, 'rebase', 'rebase', '-q', 'main');
  const { out: base } = await clone.git('merge-base', 'main', 'HEAD');
  const { out } = await clone.git('rev-list', '--reverse', '--no-merges', `${base.trim()}..HEAD`);
  await clone.git('switch', '-q', 'main');
  if (how === 'pick') {
    for (const oid of out.split('\n').filter(Boolean))
      await carry(clone, 'cherry-pick', 'cherry-pick', '--allow-empty', '--keep-redundant-commits', oid);
  } else if (how === 'squash') {
    const { code } = await clone.git('merge', '-q', '--squash', branch);
    if (code !== 0) await resolve(clone);
    await clone.git('commit', '-qm', `Squash ${branch}`);
  } else await carry(clone, 'merge', 'merge', '-q', '--no-edit', branch);
  await clone.git('branch', '-qD', branch);
}

/** Runs git, and does what a person does each time it stops. */
async function carry(clone: Clone, operation: string, ...args: string[]): Promise<void> {
  let { code, out } = await clone.git(...args);
  for (let tries = 0; code !== 0 && tries < 60; tries++) {
    const status = await clone.git('status');
    if (!/You have unmerged paths|unmerged|rebase in progress|cherry-picking|still merging/.test(status.out))
      throw new Error(`git ${args.join(' ')}: ${out}`);
    await resolve(clone);
    ({ code, out } = await clone.git(operation, '--continue'));
    if (code !== 0 && /(?:nothing to commit|is now empty|No changes)/.test(out))
      ({ code, out } = await clone.git(operation, '--skip'));
  }
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${out}`);
}

/** Plays a simulation. Answers what went wrong, if anything, with all that was done. */
export async function simulate({ seed, steps, driver }: Simulation): Promise<string | undefined> {
  const set = await scene(driver);
  const expected: Expected = { titles: new Set(), lines: new Map(), ticked: new Set() };
  const going: Going = { ...set, by: random(seed), expected, log: [], count: 0 };
  const told = (wrong: string): string =>
    `seed ${seed}, ${steps} steps, ${driver ? 'with' : 'without'} the driver\n${going.log.join('\n')}\n${wrong}`;
  try {
    const names = Object.entries(ACTS).flatMap(([name, [weight]]) => Array<string>(weight).fill(name));
    for (going.count = 1; going.count <= steps; going.count++) {
      set.tick();
      // Everybody begins with a session: those of one person take the same id.
      const begins = going.count <= set.clones.length;
      const name = begins ? 'handoff' : going.by.pick(names);
      const at = begins ? going.count - 1 : going.by.below(set.clones.length);
      going.log.push(`${going.count}: ${name} in clone ${at}`);
      const clone = set.clones[at];
      if (clone) await ACTS[name]?.[1](going, clone);
    }
    const wrong = [...(await end(going, driver)), ...set.place.faults];
    return wrong.length === 0 ? undefined : told(wrong.join('\n'));
  } catch (error) {
    return told(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    if (process.env['CANON_KEEP'] === undefined) set.place.remove();
    else process.stderr.write(`${set.place.dir}\n`);
  }
}

/** Brings everything together, and looks whether it is all there. */
async function end({ clones, tick, by, expected }: Going, driver: boolean): Promise<string[]> {
  for (const clone of clones) {
    tick();
    await finish(clone, 'merge');
    await pull(clone, by.chance(0.5));
    const pushed = await clone.git('push', '-q');
    if (pushed.code !== 0) return [`not pushed: ${pushed.out}`];
  }
  const [clone] = clones;
  if (!clone) return [];
  tick();
  await pull(clone, false);
  await clone.index();
  await commit(clone, 'Index');
  const found = (await clone.check()).map((one) => `found ${JSON.stringify(one)}`);
  const sessions = (await clone.files('docs/sessions')).filter((path) => /\/[A-Z]{2}-/.test(path));
  const titles = sessions.map((path) => /^title: (.*)$/m.exec(clone.read(path))?.[1] ?? '');
  const index = clone.read('docs/sessions/INDEX.md');
  return [
    ...found,
    ...[...expected.titles].flatMap((title) => {
      const count = titles.filter((one) => one === title).length;
      if (count !== 1) return [`${count} records of ${title}`];
      return index.split(`[${title}]`).length === 2 ? [] : [`the row of ${title}`];
    }),
    ...[...expected.lines].flatMap(([line, path]) => {
      const count = clone.read(path).split(line).length - 1;
      // An ordinary merge of lines that moved may have doubled what a person wrote below one of them.
      return count === 1 || (count > 1 && !driver) ? [] : [`${count} times in ${path}: ${line}`];
    }),
    ...[...expected.ticked].flatMap((task) => {
      const [name = '', id = ''] = task.split(' ');
      const text = clone.read(`workstreams/${name}.md`);
      return new RegExp(`^- \\[x\\] ${id}\\. .* — \\[`, 'm').test(text) ? [] : [`the tick of ${task}`];
    }),
  ];
}
