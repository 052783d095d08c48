import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sandbox } from '../support/sandbox.ts';

const OPERATORS =
  'roman: { initials: RT, name: "Roman: \\"the first\\" #1", emails: [roman@example.com] }\n' +
  'sergei-k: { initials: SK, name: Сергей, emails: [sergei@example.com] }\n';

/** The skills as a repository gets them. */
async function skills(folder: string): Promise<Map<string, string>> {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.canon/operators.yaml'), OPERATORS);
  const ran = await box.canon(repo, ['init', '--json', '--host', 'claude-code', '--host', 'agents']);
  const { data } = JSON.parse(ran.stdout) as { data: { written: string[] } };
  return new Map(
    data.written
      .filter((path) => path.startsWith(folder))
      .map((path) => [path.split('/').at(-2) ?? '', box.read(join(repo, path))]),
  );
}

test.each(['.claude/skills/', '.agents/skills/'])(
  '%s has a skill for each job and operator',
  async (folder) => {
    const found = await skills(folder);
    expect([...found.keys()].sort()).toEqual([
      'audit',
      'audit-rt',
      'audit-sk',
      'build',
      'build-rt',
      'build-sk',
      'handoff',
      'handoff-rt',
      'handoff-sk',
      'plan',
      'plan-rt',
      'plan-sk',
      'resume',
      'resume-rt',
      'resume-sk',
    ]);
    for (const [name, text] of found) {
      const frontmatter = parse(text.split('---\n')[1] ?? '') as Record<string, unknown>;
      // The rules of both hosts: the name is the folder's, both keys are text, none is longer than allowed.
      expect(Object.keys(frontmatter)).toEqual(['name', 'description']);
      expect(frontmatter['name']).toBe(name);
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(String(frontmatter['description']).length).toBeLessThanOrEqual(1024);
      // Claude Code replaces $0, $1 … and $ARGUMENTS in a skill, and runs !`…`.
      expect(text).not.toMatch(/\$\d|\$ARGUMENTS|!`/);
      expect(text.split('\n').length).toBeLessThan(120);
    }
  },
);

test('a wrapper sets its operator literally on every call', async () => {
  const found = await skills('.claude/skills/');
  for (const [initials, slug] of [
    ['rt', 'roman'],
    ['sk', 'sergei-k'],
  ] as const) {
    for (const skill of ['audit', 'build', 'handoff', 'plan', 'resume']) {
      const text = found.get(`${skill}-${initials}`) ?? '';
      const calls = text.match(/.{0,30}\.canon\/run/g) ?? [];
      expect(calls.length).toBeGreaterThan(2);
      for (const call of calls) expect(call).toMatch(new RegExp(`OPERATOR=${slug} \\.canon/run$`));
    }
  }
  expect(found.get('handoff')).not.toContain('OPERATOR=');
});

test('the example in the handoff skill is a draft that canon takes', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await box.canon(repo, ['init', '--host', 'agents']);
  const skill = box.read(join(repo, '.agents/skills/handoff/SKILL.md'));
  const draft = /--draft - <<'END_OF_DRAFT'\n(---\n.*?)\nEND_OF_DRAFT/s.exec(skill)?.[1] ?? '';
  const ran = await box.canon(repo, ['handoff', '--draft', '-', '--no-commit', '--json'], { input: draft });
  expect(ran.code).toBe(0);
  const { data } = JSON.parse(ran.stdout) as { data: { path: string } };
  const written = parse(box.read(join(repo, data.path)).split('---\n')[1] ?? '') as Record<string, unknown>;
  expect(written).toMatchObject({
    title: 'Email sender behind one interface',
    summary: expect.stringContaining('(verified: npm test, exit 0, 3f889a1)') as string,
    confidence: 'H',
  });
});

test('the records of the example in the plan skill are sound', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  await box.canon(repo, ['init', '--host', 'agents']);
  box.write(join(repo, '.canon/operators.yaml'), OPERATORS);
  const skill = box.read(join(repo, '.agents/skills/plan/SKILL.md'));
  const [plan = '', workstream = ''] = [...skill.matchAll(/```markdown\n(.*?)```/gs)].map(([, text]) => text);
  const id = /--plan (\S+)/.exec(skill)?.[1] ?? '';
  box.write(
    join(repo, `plans/${id}.md`),
    `---\ntitle: Sender\nowner: roman\nstatus: draft\nkind: plan\nid: ${id}\n---\n\n# Sender\n\n${plan}`,
  );
  box.write(
    join(repo, 'workstreams/email-sender.md'),
    `---\ntitle: Sender\nowner: roman\nstatus: active\nplan: ${id}\nkind: workstream\n---\n\n# Sender\n\n${workstream}`,
  );
  await box.canon(repo, ['index']);
  const env = { CANON_NOW: '2026-05-12T09:00:00+02:00' };
  const checked = await box.canon(repo, ['check', '--json'], { env });
  const { data } = JSON.parse(checked.stdout) as { data: { findings: unknown[] } };
  expect(data.findings).toEqual([]);
  const listed = await box.canon(repo, ['list', 'workstream', '--json']);
  expect(listed.stdout).toContain('"tasks_total":3');
});
