import { renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const OPERATORS =
  'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\nsergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }\n';

const SESSION = `---
title: P2 of the flip
operator: roman
kind: session
id: RT-260511-01
status: handed-off
created: 2026-05-11T15:12:40+02:00
---
# RT-260511-01 — P2 of the flip

## Summary

Shipped. See [the flip](../../workstreams/flip.md).
`;

const WORKSTREAM = `---
title: The flip
owner: roman
status: active
plan: store
kind: workstream
created: 2026-05-10
---
# The flip

## Tasks

- [ ] P1. One
`;

const PLAN = `---
title: The store
owner: roman
status: ratified
kind: plan
---
# The store
`;

/** Soon after all of this: nothing rests for long. */
const NOW = { CANON_NOW: '2026-05-12T09:00:00+02:00' };

interface Place {
  readonly box: Sandbox;
  readonly repo: string;
  put(path: string, text: string): void;
  check(...args: string[]): Promise<{ code: number; findings: Found[]; fixed: string[]; records: number }>;
}

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly hint?: string;
}

/** A repository with three records and current derived text: nothing to mend. */
async function place(): Promise<Place> {
  const box = sandbox();
  const repo = box.repo('work');
  const put = (path: string, text: string): void => box.write(join(repo, path), text);
  put('.canon/config.yaml', 'format: 1\n');
  put('.canon/operators.yaml', OPERATORS);
  put('docs/sessions/RT-260511-01.md', SESSION);
  put('workstreams/flip.md', WORKSTREAM);
  put('plans/store.md', PLAN);
  await box.canon(repo, ['index']);
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Records');
  return {
    box,
    repo,
    put,
    async check(...args) {
      const ran = await box.canon(repo, ['check', '--json', ...args], { env: NOW });
      const { data } = JSON.parse(ran.stdout) as {
        data: { findings: Found[]; fixed: string[]; records: number };
      };
      return { code: ran.code, ...data };
    },
  };
}

const short = ({ code, path, line }: Found): string =>
  `${code} ${path}${line === undefined ? '' : `:${line}`}`;

describe('canon check', () => {
  it('has nothing to say about sound records', async () => {
    const { check, box, repo } = await place();
    expect(await check()).toEqual({ code: 0, findings: [], fixed: [], records: 3 });
    expect((await box.canon(repo, ['check'], { env: NOW })).stdout).toBe('Nothing to mend in 3 records.\n');
  });

  it('tells a record that does not parse, where and why, and goes on with the others', async () => {
    const { check, put } = await place();
    put(
      'docs/sessions/RT-260511-02.md',
      SESSION.replace('title: P2 of', 'title: P2: of').replaceAll('-01', '-02'),
    );
    put('workstreams/flip.md', WORKSTREAM.replace('status: active', 'status: busy'));
    const { code, findings, records } = await check();
    expect(code).toBe(1);
    expect(findings.filter(({ code }) => code !== 'stale-derived').map(short)).toEqual([
      'frontmatter-syntax docs/sessions/RT-260511-02.md:2',
      'schema workstreams/flip.md:4',
    ]);
    expect(findings[0]?.hint ?? findings[1]?.hint).toBeTruthy();
    expect(records).toBe(4);
  });

  it('compares id and kind with file name and folder', async () => {
    const { check, put } = await place();
    put('docs/sessions/RT-260511-03.md', SESSION.replace('kind: session', 'kind: plan'));
    const { findings } = await check();
    const found = findings.filter(({ code }) => code === 'id-mismatch');
    expect(found.map(short)).toEqual([
      'id-mismatch docs/sessions/RT-260511-03.md:4',
      'id-mismatch docs/sessions/RT-260511-03.md:5',
    ]);
  });

  it('says what stands where an id should be, whatever it is', async () => {
    const { check, put } = await place();
    put('docs/sessions/RT-260511-03.md', SESSION.replace('id: RT-260511-01', 'id: { a: b }'));
    put('docs/sessions/RT-260511-04.md', SESSION.replace('id: RT-260511-01', 'id: [{ a: b }]'));
    const { findings } = await check();
    const found = findings.filter(({ code }) => code === 'id-mismatch').map(({ message }) => message);
    expect(found).toEqual([expect.stringContaining('{"a":"b"}'), expect.stringContaining('[{"a":"b"}]')]);
  });

  it('finds one id in two files, wherever the layout puts them', async () => {
    const { check, put } = await place();
    put(
      'docs/sessions/2026/05/RT-260511-01.md',
      SESSION.replace('../../workstreams', '../../../../workstreams'),
    );
    const { findings } = await check();
    expect(findings.filter(({ code }) => code === 'duplicate-id')).toHaveLength(1);
  });

  it('follows links, but not those in code, and knows where they may not lead', async () => {
    const { check, put } = await place();
    put(
      'workstreams/flip.md',
      `${WORKSTREAM}
## Key Context

[gone](gone.md) and [out](../../x.md) and \`[code](nowhere.md)\`, [web](https://example.com), [here](#tasks),
[a folder](../docs), [from the top](/docs/sessions/RT-260511-01.md), [spaces](<a b.md>).

\`\`\`
[fenced](nowhere.md) [[fenced]]
\`\`\`

[[wiki]]
`,
    );
    const { findings } = await check();
    const found = findings.filter(({ code }) => code !== 'stale-derived');
    expect(found.map((one) => `${short(one)}:${one.column} ${one.message}`)).toEqual([
      'broken-link workstreams/flip.md:17:8 the link leads to gone.md, which is not there',
      'broken-link workstreams/flip.md:17:27 the link leads to ../../x.md, which is outside of the repository',
      'broken-link workstreams/flip.md:18:79 the link leads to a b.md, which is not there',
      'wikilink workstreams/flip.md:24:1 [[wiki]] is a link in one editor only',
    ]);
  });

  it('gives each of many broken links its own place', async () => {
    const { check, put } = await place();
    const lines = Array.from({ length: 5000 }, (_, at) => `[x](y.md) and [z](${at % 7}.md) [x](y.md)`);
    put('workstreams/flip.md', `${WORKSTREAM}\n## Key Context\n\n${lines.join('\n')}\n`);
    const { findings } = await check();
    const places = findings
      .filter(({ code }) => code === 'broken-link')
      .map(({ line, column }) => `${line}:${column}`);
    expect(places).toHaveLength(15_000);
    expect(new Set(places).size).toBe(15_000);
    expect(places.slice(0, 4)).toEqual(['17:5', '17:19', '17:29', '18:5']);
  });

  it('tells stale derived text on the default branch only', async () => {
    const { check, put, box, repo } = await place();
    put('docs/sessions/RT-260511-02.md', SESSION.replaceAll('-01', '-02'));
    expect((await check()).findings.map(short)).toEqual(['stale-derived docs/sessions/INDEX.md']);
    box.git(repo, 'checkout', '-qb', 'topic');
    expect((await check()).findings).toEqual([]);
  });

  it('mends key order and derived text, and nothing else, with --fix', async () => {
    const { check, put, box, repo } = await place();
    const odd = WORKSTREAM.replace('title: The flip\nowner: roman # me\n', '').replace(
      'title: The flip\nowner: roman\n',
      'owner: roman # me\ntitle: The flip\n',
    );
    put('workstreams/flip.md', odd);
    put('docs/sessions/RT-260511-02.md', SESSION.replaceAll('-01', '-02'));
    const before = await check('--fix', '--dry-run');
    expect(before.fixed).toEqual([]);
    expect(box.read(join(repo, 'workstreams/flip.md'))).toBe(odd);
    const { code, fixed, findings } = await check('--fix');
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(fixed.toSorted()).toEqual(['docs/sessions/INDEX.md', 'workstreams/flip.md']);
    expect(box.read(join(repo, 'workstreams/flip.md'))).toBe(
      WORKSTREAM.replace('owner: roman', 'owner: roman # me'),
    );
  });

  it('obeys the weights of the config', async () => {
    const { check, put } = await place();
    put('.canon/config.yaml', 'format: 1\ncheck:\n  rules:\n    stale-derived: off\n    wikilink: info\n');
    put('workstreams/flip.md', `${WORKSTREAM}\n[[wiki]]\n`);
    const { code, findings } = await check();
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['wikilink info']);
    expect(code).toBe(0);
  });

  it('reads no link out of the repository, and says of a file what makes it unreadable', async () => {
    const { check, put, repo, box } = await place();
    put('../secret.md', SESSION);
    symlinkSync(join(box.dir, 'secret.md'), join(repo, 'docs/sessions/RT-260511-09.md'));
    symlinkSync(join(box.dir, 'secret.md'), join(repo, 'workstreams/link.md'));
    box.write(
      join(repo, 'docs/sessions/RT-260511-08.md'),
      Buffer.from([0x23, 0x20, 0xff, 0xfe]).toString('latin1'),
    );
    const { findings } = await check();
    const found = findings.filter(({ code }) => code === 'frontmatter-syntax');
    expect(found.map(short)).toEqual([
      'frontmatter-syntax docs/sessions/RT-260511-09.md',
      'frontmatter-syntax workstreams/link.md',
    ]);
    expect(found[0]?.message).toContain('symbolic link');
  });

  it('leaves legacy sessions and bare claims alone', async () => {
    const { check, put } = await place();
    put('docs/sessions/CONV-30-email-sender.md', '# CONV-30\n\n## Resume Prompt\n\nGo on.\n');
    put(
      'docs/sessions/RT-260511-07.md',
      '---\nclaimed_at: 2026-05-11T10:00:00+02:00\noperator: roman\nkind: session\n---\n',
    );
    const { findings } = await check();
    expect(findings.map(short)).toEqual(['stale-derived docs/sessions/INDEX.md']);
  });
});

describe('the last result', () => {
  it('is never used when anything it depends on has changed', async () => {
    const { check, put, repo, box } = await place();
    const file = join(repo, 'workstreams/flip.md');
    const codes = async (): Promise<string[]> => (await check()).findings.map(({ code }) => code);
    const linked = `${WORKSTREAM}\n[tool](../tool.sh)\n`;
    for (let round = 0; round < 3; round++) expect(await codes()).toEqual([]);
    // An edit in place that keeps size and modification time.
    put('workstreams/flip.md', WORKSTREAM.replace('active', 'actixe'));
    utimesSync(file, 1_700_000_000, 1_700_000_000);
    expect(await codes()).toContain('schema');
    put('workstreams/flip.md', linked);
    expect(await codes()).toEqual(['broken-link']);
    // A file outside of the records comes and goes.
    put('tool.sh', 'true\n');
    for (let round = 0; round < 3; round++) expect(await codes()).toEqual([]);
    renameSync(join(repo, 'tool.sh'), join(repo, 'other.sh'));
    expect(await codes()).toEqual(['broken-link']);
    put('workstreams/flip.md', WORKSTREAM);
    // A derived file is edited by hand.
    for (let round = 0; round < 3; round++) expect(await codes()).toEqual([]);
    put('docs/sessions/INDEX.md', `${box.read(join(repo, 'docs/sessions/INDEX.md'))}\nmine\n`);
    expect(await codes()).toEqual(['stale-derived']);
  });
});

describe('an invariant', () => {
  const counted = (count: number): string =>
    SESSION.replace('+02:00\n', `+02:00\ntool_calls_breakdown:\n  Bash: 3\n  mcp__notion: ${count}\n`);
  const config = 'format: 1\ninvariants:\n  - { name: mcp__notion, max: 1 }\n';

  it('that a session breaks is an error at its counters', async () => {
    const { put, check } = await place();
    put('.canon/config.yaml', config);
    put('docs/sessions/RT-260511-01.md', counted(1));
    expect((await check()).findings).toEqual([]);
    put('docs/sessions/RT-260511-01.md', counted(2));
    expect((await check()).findings).toMatchObject([
      {
        code: 'broken-invariant',
        severity: 'warning',
        path: 'docs/sessions/RT-260511-01.md',
        line: 8,
        message: 'INVARIANT BROKEN: mcp__notion was called 2 times, and may be called at most once',
      },
    ]);
  });

  it('is found where the frontmatter is not as canon writes it, too', async () => {
    const { put, check } = await place();
    put('.canon/config.yaml', config);
    put(
      'docs/sessions/RT-260511-01.md',
      SESSION.replace('+02:00\n', '+02:00\ntool_calls_breakdown: { "mcp__notion": 2 } # counted\n'),
    );
    expect((await check()).findings).toMatchObject([{ code: 'broken-invariant', line: 8 }]);
  });
});

it('names what a session closes in vain, with its line, and nothing of what it closes', async () => {
  const at = await place();
  const items = '\n## Waiting On\n\n- [ ] w1 the sender\n- [ ] the bill\n';
  at.put('docs/sessions/RT-260511-01.md', SESSION + items);
  const next = SESSION.replaceAll('RT-260511-01', 'RT-260511-02').replace('15:12', '16:12');
  at.put(
    'docs/sessions/RT-260511-02.md',
    next.replace('kind:', 'closes: [RT-260511-01#w1, RT-260511-01#w2, RT-260511-01#w9]\nkind:'),
  );
  at.put('workstreams/flip.md', WORKSTREAM);
  at.put('plans/store.md', PLAN);
  const { findings } = await at.check();
  expect(findings.filter(({ code }) => code === 'closes-nothing')).toMatchObject([
    { severity: 'warning', path: 'docs/sessions/RT-260511-02.md', line: 4 },
  ]);
});
