import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, DRAFT, type Field, field } from '../handoff/field.ts';

// Git itself takes the locks: a transaction on a ref that is prepared and not yet committed holds them.

interface Holder {
  readonly git: ChildProcessWithoutNullStreams;
  end(signal?: NodeJS.Signals): Promise<void>;
}

async function holding(it: Field, ref: string): Promise<Holder> {
  const git = spawn('git', ['update-ref', '--no-deref', '--stdin'], { cwd: it.repo, env: it.box.env });
  const gone = new Promise<void>((resolve) => git.on('close', () => resolve()));
  const ready = new Promise<void>((resolve) => {
    git.stdout.on('data', (said: Buffer) => String(said).includes('prepare: ok') && resolve());
  });
  git.stdin.write(`start\nupdate ${ref} ${it.git('rev-parse', 'HEAD')}\nprepare\n`);
  await ready;
  return {
    git,
    end(signal) {
      if (signal) git.kill(signal);
      else git.stdin.end('abort\n');
      return gone;
    },
  };
}

// Elsewhere than on Linux nobody can see who is running, and the remedy says what to look for.
const canSee = existsSync('/proc/self/status');
const BRANCH = '.git/refs/heads/main.lock';

test.each([
  ['refs/heads/main', ['.git/HEAD.lock', BRANCH]],
  ['HEAD', ['.git/HEAD.lock']],
])(
  'locks on %s are named with whose they are, and the record is handed off when they are gone',
  async (ref, locks) => {
    const it = field();
    it.work('a.txt');
    const head = it.git('rev-parse', 'HEAD');
    const holder = await holding(it, ref);
    const there = (): string[] =>
      ['.git/HEAD.lock', BRANCH].filter((lock) => existsSync(join(it.repo, lock)));
    expect(there()).toEqual(locks);
    const args = ['handoff', '--draft', '-', '--no-push'];
    const complaint = ({ diagnostics }: Answer): string => {
      const told = diagnostics.find(({ code }) => code === 'handoff-not-committed');
      return `${told?.message} ${told?.hint}`;
    };
    const named = locks.join(' and ');

    const living = await it.json(args, { input: DRAFT });
    const id = String(living.data['id']);
    expect(living).toMatchObject({ exit: 1, data: { commit: null } });
    expect(complaint(living)).toContain(`another git keeps the branch locked (${named}, `);
    const remedy = canSee ? 'Wait for it (or end it)' : `If no git is running any more, remove ${named}`;
    expect(complaint(living)).toContain(`${remedy}, then run: canon handoff --id ${id}`);
    const whose = canSee ? `git update-ref (process ${holder.git.pid}) is at work here` : '';
    expect(complaint(living)).toContain(whose);

    // Killed, it leaves its locks behind.
    await holder.end('SIGKILL');
    const dead = await it.json([...args, '--id', id], { input: DRAFT });
    expect(complaint(dead)).toContain(canSee ? 'no git is at work here, so one that died left ' : named);
    expect(complaint(dead)).toContain(`emove ${named}, then run: canon handoff --id ${id}`);
    expect(there()).toEqual(locks);
    expect(it.git('rev-parse', 'HEAD')).toBe(head);
    expect(it.git('status', '--porcelain')).toBe('?? docs/');

    for (const lock of locks) rmSync(join(it.repo, lock));
    expect(await it.json(['handoff', '--id', id])).toMatchObject({ exit: 0, data: { id, pushed: true } });
    expect(it.git('status', '--porcelain')).toBe('');
  },
);

test('a lock that is given back in time is only waited for', async () => {
  const it = field();
  it.work('a.txt');
  const holder = await holding(it, 'refs/heads/main');
  const handed = it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT });
  while (!existsSync(join(it.repo, '.git/canon/pending/main.json'))) await new Promise(setImmediate);
  await holder.end();
  expect(await handed).toMatchObject({ exit: 0 });
});
