import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { disagreements } from '../../src/identity/evidence.ts';
import { gitIdentity } from '../../src/identity/git-identity.ts';
import { findWho, whoami } from '../../src/identity/whoami.ts';
import { OPERATORS, projectAt, worldOf } from '../support/project.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

async function team(): Promise<{ box: Sandbox; repo: string }> {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.canon/operators.yaml'), OPERATORS);
  return { box, repo };
}

/** Puts a file's times back, so that what was just written counts as long settled. */
const age = (...files: string[]): void => {
  for (const file of files) if (existsSync(file)) utimesSync(file, 1_600_000_000, 1_600_000_000.5);
};

describe('whoami', () => {
  test('asks the flag, the environment, the repository and the user, in this order', async () => {
    const { box, repo } = await team();
    const project = await projectAt(box, repo);
    const plain = worldOf(box, repo);
    expect(await whoami(project, plain)).toMatchObject({
      slug: 'roman',
      initials: 'RT',
      source: 'git-global',
    });
    box.git(repo, 'config', 'user.email', 'SERGEI@example.com');
    expect(await whoami(project, plain)).toEqual({
      slug: 'sergei',
      initials: 'SK',
      name: 'Sergei',
      source: 'git-repo',
      evidence: 'user.email=SERGEI@example.com',
    });
    const named = worldOf(box, repo, { env: { OPERATOR: 'roman' } });
    expect(await whoami(project, named)).toMatchObject({ slug: 'roman', source: 'env' });
    expect(await whoami(project, named, 'sergei')).toMatchObject({ slug: 'sergei', source: 'flag' });
    const empty = worldOf(box, repo, { env: { OPERATOR: '' } });
    expect(await whoami(project, empty)).toMatchObject({ slug: 'sergei', source: 'git-repo' });
  });

  test('refuses a stranger with the line to paste, made from git', async () => {
    const { box, repo } = await team();
    box.git(repo, 'config', 'user.email', 'anna@example.com');
    box.git(repo, 'config', 'user.name', 'Анна Ким');
    const error = await whoami(await projectAt(box, repo), worldOf(box, repo)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CanonError);
    expect((error as CanonError).code).toBe('E_OPERATOR_UNKNOWN');
    expect((error as CanonError).data).toMatchObject({
      evidence: 'user.email=anna@example.com',
      known: ['roman', 'sergei'],
      yaml: 'anna: { initials: AK, name: "Анна Ким", emails: [anna@example.com] }',
    });
  });

  test.each(['kim', 'unknown', 'Roman'])('does not pass over OPERATOR=%s for the next sign', async (slug) => {
    const { box, repo } = await team();
    const world = worldOf(box, repo, { env: { OPERATOR: slug } });
    await expect(whoami(await projectAt(box, repo), world)).rejects.toThrow('E_OPERATOR_UNKNOWN');
  });

  test('does not pass over the address of the repository either', async () => {
    const { box, repo } = await team();
    box.git(repo, 'config', 'user.email', 'somebody@else.example');
    await expect(whoami(await projectAt(box, repo), worldOf(box, repo))).rejects.toThrow(
      'E_OPERATOR_UNKNOWN',
    );
  });

  test('without an operators file says so', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    const error = await whoami(await projectAt(box, repo), worldOf(box, repo)).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as CanonError).data).toMatchObject({ present: false });
  });

  test('is a diagnostic where a command works for anybody, unless a flag was meant', async () => {
    const { box, repo } = await team();
    const project = await projectAt(box, repo);
    const world = worldOf(box, repo, { env: { OPERATOR: 'kim' } });
    const { who, diagnostics } = await findWho(project, world);
    expect(who).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'E_OPERATOR_UNKNOWN', severity: 'warning' }]);
    await expect(findWho(project, world, 'kim')).rejects.toThrow('E_OPERATOR_UNKNOWN');
  });
});

describe("git's answer is kept", () => {
  const kept = (repo: string): boolean =>
    readdirSync(join(repo, '.git/canon/cache')).some((name) => name.startsWith('git-identity'));

  test('and not asked again while nothing changes, and is right after every change', async () => {
    const { box, repo } = await team();
    const home = join(box.dir, 'home');
    const project = await projectAt(box, repo);
    const ask = async (env: Record<string, string> = {}): Promise<string | null> => {
      const world = worldOf(box, repo, { env });
      const { repo: found } = await projectAt({ env: world.env as Record<string, string> }, repo);
      return (await gitIdentity({ ...project, repo: found }, world.env)).email;
    };
    const silent = {
      ...project,
      repo: {
        ...project.repo,
        git: { ...project.repo.git, bytes: () => Promise.reject(new Error('asked git')) },
      },
    };

    expect(await ask()).toBe('roman@example.com');
    // Whatever was written a moment ago is not settled yet, so wait for the file system's clock to move on.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await ask()).toBe('roman@example.com');
    expect(kept(repo)).toBe(true);
    expect((await gitIdentity(silent, box.env)).email).toBe('roman@example.com');

    // The user's file, edited in place to the same length and with its times put back.
    const global = join(home, '.gitconfig');
    box.write(global, box.read(global).replace('roman@example.com', 'ramon@example.com'));
    age(global);
    expect(await ask()).toBe('ramon@example.com');

    // A file that was not there before.
    box.write(join(home, '.config/git/config'), '[user]\n\temail = xdg@example.com\n');
    rmSync(global);
    expect(await ask()).toBe('xdg@example.com');

    // An include, then its target, which was missing.
    box.git(repo, 'config', 'include.path', '../../included');
    expect(await ask()).toBe('xdg@example.com');
    box.write(join(box.dir, 'included'), '[user]\n\temail = inc@example.com\n');
    expect(await ask()).toBe('inc@example.com');

    // The environment points elsewhere.
    box.git(repo, 'config', '--unset', 'include.path');
    box.write(join(box.dir, 'other-config'), '[user]\n\temail = env@example.com\n');
    expect(await ask({ GIT_CONFIG_GLOBAL: join(box.dir, 'other-config') })).toBe('env@example.com');
    expect(await ask()).toBe('xdg@example.com');
  });

  test('but not where it depends on the branch', async () => {
    const { box, repo } = await team();
    box.write(join(box.dir, 'on-topic'), '[user]\n\temail = sergei@example.com\n');
    box.git(repo, 'config', 'includeIf.onbranch:topic.path', join(box.dir, 'on-topic'));
    const project = await projectAt(box, repo);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await whoami(project, worldOf(box, repo))).toMatchObject({ slug: 'roman' });
    box.git(repo, 'switch', '-qc', 'topic');
    expect(await whoami(project, worldOf(box, repo))).toMatchObject({ slug: 'sergei', source: 'git-repo' });
    expect(kept(repo)).toBe(false);
  });
});

describe('evidence that disagrees', () => {
  test('is every sign that names another operator', async () => {
    const { box, repo } = await team();
    const project = await projectAt(box, repo);
    const world = worldOf(box, repo, { env: { OPERATOR: 'sergei', GIT_AUTHOR_EMAIL: 'sergei@example.com' } });
    expect(await disagreements(project, world, { slug: 'roman' })).toEqual([
      { from: 'env', evidence: 'OPERATOR=sergei', slug: 'sergei' },
      { from: 'git-author', evidence: 'GIT_AUTHOR_EMAIL=sergei@example.com', slug: 'sergei' },
    ]);
    expect(await disagreements(project, world, { slug: 'sergei' })).toEqual([
      { from: 'git-global', evidence: 'user.email=roman@example.com', slug: 'roman' },
    ]);
  });

  test('is not an address that nobody has', async () => {
    const { box, repo } = await team();
    box.git(repo, 'config', 'user.email', 'bot@example.com');
    expect(await disagreements(await projectAt(box, repo), worldOf(box, repo), { slug: 'roman' })).toEqual(
      [],
    );
  });
});
