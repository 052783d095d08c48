import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { installedClient, runClient } from './client.ts';
import type { Ran } from './sandbox.ts';

/** The real Codex; undefined where it cannot be had. */
export const codexClient = (): string | undefined =>
  installedClient({ name: 'codex', package: '@openai/codex', version: '0.169.0' });

/** One turn: a command for the shell, or the last words. */
export type CodexStep = { readonly cmd: string } | { readonly text: string };

interface Asked {
  readonly input?: readonly { readonly type?: string }[];
}

function itemOf(step: CodexStep, turn: number): object {
  if ('text' in step) {
    const content = [{ type: 'output_text', text: step.text }];
    return { type: 'message', id: `msg_${turn}`, role: 'assistant', content };
  }
  const call = { name: 'exec_command', arguments: JSON.stringify({ cmd: step.cmd }) };
  return { type: 'function_call', id: `fc_${turn}`, call_id: `call_${turn}`, ...call };
}

function answer(res: ServerResponse, item: object, turn: number): void {
  const send = (type: string, data: object): void => {
    res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  send('response.created', { response: { id: `resp_${turn}` } });
  send('response.output_item.done', { output_index: 0, item });
  send('response.completed', { response: { id: `resp_${turn}`, usage } });
  res.end();
}

export interface CodexModel {
  readonly url: string;
  /** Everything the client sent, in order: what a model would really have seen. */
  readonly requests: readonly Asked[];
}

/** A server on loopback that plays the model for Codex: a turn for each result of a tool that it is shown. */
export async function codexModel(steps: readonly CodexStep[]): Promise<CodexModel> {
  const requests: Asked[] = [];
  const reply = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await text(req);
    if (req.method !== 'POST' || !req.url?.includes('/responses')) {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{"models":[],"data":[]}');
      return;
    }
    const asked = JSON.parse(body) as Asked;
    requests.push(asked);
    const results = (asked.input ?? []).filter(({ type }) => type?.endsWith('_output')).length;
    const step = steps[Math.min(results, steps.length - 1)] ?? { text: 'ok' };
    answer(res, itemOf(step, requests.length), requests.length);
  };
  const server = createServer((req, res) => void reply(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}

/** One turn of the client without a terminal, in a `CODEX_HOME` below its HOME. Nobody but loopback is asked. */
export function codex(
  client: string,
  cwd: string,
  prompt: string,
  options: { model: string; env: Readonly<Record<string, string>> },
): Promise<Ran> {
  const home = join(options.env['HOME'] ?? cwd, '.codex');
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'config.toml'),
    `model = "played"
model_provider = "played"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.played]
name = "played"
base_url = "${options.model}"
wire_api = "responses"
env_key = "PLAYED_KEY"
`,
  );
  return runClient(client, ['exec', '--dangerously-bypass-approvals-and-sandbox', prompt], {
    cwd,
    env: { ...options.env, TERM: 'xterm', CODEX_HOME: home, PLAYED_KEY: 'dummy' },
  });
}
