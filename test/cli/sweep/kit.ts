import { join } from 'node:path';
import { parseFrontmatterFully } from '../../../src/record/frontmatter.ts';
import { type Agent, agent, withSpool } from '../../support/agent.ts';
import { type Field, field } from '../../handoff/field.ts';

export const ONE = '11111111-aaaa-4333-8444-555555555555';

export interface Swept extends Field {
  readonly claude: Agent;
  /** Writes the transcript of a session of Claude Code: a request and so many calls, each a minute after the other. */
  transcript(session: string, calls: number, more?: { begin?: string; ids?: (at: number) => string }): void;
  frontmatter(id: string): Promise<Record<string, unknown>>;
}

/** A repository in which an agent works; the clock stands at 15:12 (NOW of the field). */
export function swept(config = ''): Swept {
  const it = field({ config });
  withSpool(it.repo);
  const home = it.box.env['HOME'] ?? '';
  return {
    ...it,
    claude: agent(it.box, it.repo, ONE),
    transcript(
      session,
      calls,
      { begin = '2026-05-11T13:00:00+02:00', ids = (at: number) => `${session}-${at}` } = {},
    ) {
      const time = (minute: number): string => new Date(Date.parse(begin) + minute * 60_000).toISOString();
      const common = { sessionId: session, cwd: it.repo, gitBranch: 'main' };
      const lines: object[] = [
        { ...common, type: 'user', timestamp: time(0), message: { role: 'user', content: 'Mend the login' } },
      ];
      for (let at = 1; at <= calls; at += 1) {
        const use = {
          type: 'tool_use',
          id: ids(at),
          name: 'Edit',
          input: { file_path: join(it.repo, `src/${at}.ts`) },
        };
        const result = { type: 'tool_result', tool_use_id: ids(at), content: 'done' };
        lines.push(
          {
            ...common,
            type: 'assistant',
            timestamp: time(at),
            requestId: `r${at}`,
            message: {
              id: `m${at}`,
              role: 'assistant',
              model: 'claude-opus-5-5',
              content: [use],
              usage: { input_tokens: 1, output_tokens: 10 },
            },
          },
          { ...common, type: 'user', timestamp: time(at), message: { role: 'user', content: [result] } },
        );
      }
      const folder = it.repo.replaceAll(/[^A-Za-z0-9]/g, '-');
      it.box.write(
        join(home, '.claude/projects', folder, `${session}.jsonl`),
        lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
    },
    async frontmatter(id) {
      const read = await parseFrontmatterFully(it.read(`docs/sessions/${id}.md`), 'session');
      if (!read.ok) throw new Error('does not parse');
      return read.data;
    },
  };
}
