import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Agent, agent } from '../support/agent.ts';
import { smallDisk } from '../support/hooks.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

/** What the host itself writes of these calls, in the file that its hooks name. */
const transcript = (session: string, ids: readonly string[], unanswered: readonly string[] = []): string =>
  [...ids, ...unanswered]
    .flatMap((id) => [
      {
        type: 'assistant',
        sessionId: session,
        requestId: `req_${id}`,
        message: {
          id: `msg_${id}`,
          role: 'assistant',
          model: 'claude-opus-4-7',
          content: [{ type: 'tool_use', id, name: 'Bash', input: {} }],
          usage: { input_tokens: 10, output_tokens: 2 },
        },
      },
      ...(unanswered.includes(id)
        ? []
        : [
            {
              type: 'user',
              sessionId: session,
              message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'x' }] },
            },
          ]),
    ])
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

describe('--verify', () => {
  const SESSION = '12345678-aaaa-4333-8444-555555555555';

  async function recorded(): Promise<{ box: Sandbox; repo: string; claude: Agent; ids: string[] }> {
    const box = sandbox();
    const repo = box.repo('app');
    await box.canon(repo, ['init', '--host', 'claude-code']);
    box.write(join(repo, '.canon/config.yaml'), 'format: 1\ninvariants:\n  - name: mcp__notion_offplan\n');
    const claude = agent(box, repo, SESSION);
    await claude.start();
    return { box, repo, claude, ids: [claude.call(), claude.call()] };
  }

  it('says that every call was recorded, and what its zero is worth', async () => {
    const { box, repo, claude, ids } = await recorded();
    box.write(join(box.dir, `${SESSION}.jsonl`), transcript(SESSION, ids, ['toolu_stopped']));
    const ran = await box.canon(repo, ['telemetry', '--verify'], { env: claude.env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('2 of 2 calls recorded');
    expect(ran.stdout).toContain('every call of the transcript was counted');
    expect(ran.stdout).toMatch(/mcp__notion_offplan +0 +at most 0 +holds/);
    expect(ran.stdout).toContain('30 tokens in, 6 out');
    const { data } = JSON.parse(
      (await box.canon(repo, ['telemetry', '--verify', '--json'], { env: claude.env })).stdout,
    ) as { data: { sessions: Record<string, unknown>[] } };
    expect(data.sessions).toMatchObject([
      {
        telemetry: 'complete',
        invariants: { mcp__notion_offplan: { count: 0, max: 0, ok: true } },
        tokens: { input: 30, output: 6, cache_read: 0, cache_creation: 0 },
        verify: { recorded: 2, in_transcript: 3, missing: [], surplus: [], unfinished: ['toolu_stopped'] },
      },
    ]);
  });

  it('names a call that nobody recorded, and ends with 1', async () => {
    const { box, repo, claude, ids } = await recorded();
    box.write(join(box.dir, `${SESSION}.jsonl`), transcript(SESSION, [...ids, 'toolu_lost']));
    const ran = await box.canon(repo, ['telemetry', '--verify'], { env: claude.env });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('2 of 3 calls recorded');
    expect(ran.stdout).toContain('Bash (toolu_lost)');
    expect(ran.stdout).toContain('the transcript does not prove it');
    // Without the question it is no failure.
    expect((await box.canon(repo, ['telemetry'], { env: claude.env })).code).toBe(0);
  });

  it('tells of what a full disk has cost', async ({ skip }) => {
    const { box, repo, claude, ids } = await recorded();
    await claude.tell('Stop');
    const spool = join(repo, '.git/canon/spool');
    if (!smallDisk(spool, 16)) skip();
    box.write(join(spool, 'in-the-way'), 'x'.repeat(16_384));
    // The agent does not notice.
    const lost = claude.call({ response: { stdout: 'y'.repeat(8192) } });
    box.write(join(box.dir, `${SESSION}.jsonl`), transcript(SESSION, [...ids, lost]));
    const ran = await box.canon(repo, ['telemetry', '--verify'], { env: claude.env });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('2 of 3 calls recorded');
    expect(ran.stdout).toContain(`(${lost})`);
  });

  it('cannot tell where there is no transcript', async () => {
    const { box, repo, claude } = await recorded();
    const ran = await box.canon(repo, ['telemetry', '--verify'], { env: claude.env });
    expect(ran.stdout).toContain('2 calls recorded; no transcript that can be read to compare with.');
  });

  it('a zero that nothing counted is none', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    box.write(join(repo, '.canon/config.yaml'), 'format: 1\ninvariants:\n  - name: mcp__notion_offplan\n');
    const ran = await box.canon(repo, ['telemetry', '--all']);
    expect(ran.stdout).toContain('No call is recorded in this clone.');
  });
});
