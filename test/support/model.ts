import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the model says in one turn: text, or calls of tools. */
export type Step = readonly ({ text: string } | { tool: string; input: Record<string, unknown> })[];

interface Request {
  readonly model: string;
  readonly stream?: boolean;
  readonly system?: unknown;
  readonly tools?: readonly unknown[];
  readonly messages: readonly { role: string; content: unknown }[];
}

export interface Model {
  readonly url: string;
  /** Everything the client sent, in order: what a model would really have seen. */
  readonly requests: readonly Request[];
}

const toolResults = (request: Request): number =>
  request.messages.filter(
    (message) =>
      Array.isArray(message.content) &&
      message.content.some((block: { type?: string }) => block.type === 'tool_result'),
  ).length;

function blocksOf(step: Step, turn: number): Record<string, unknown>[] {
  return step.map((part, i) =>
    'text' in part
      ? { type: 'text', text: part.text }
      : { type: 'tool_use', id: `toolu_${turn}_${i}`, name: part.tool, input: part.input },
  );
}

function stream(
  res: ServerResponse,
  message: Record<string, unknown>,
  blocks: Record<string, unknown>[],
): void {
  const send = (type: string, data: object): void => {
    res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  for (const [index, block] of blocks.entries()) {
    const isText = block['type'] === 'text';
    const empty = isText ? { type: 'text', text: '' } : { ...block, input: {} };
    const delta = isText
      ? { type: 'text_delta', text: block['text'] }
      : { type: 'input_json_delta', partial_json: JSON.stringify(block['input']) };
    send('content_block_start', { index, content_block: empty });
    send('content_block_delta', { index, delta });
    send('content_block_stop', { index });
  }
  send('message_delta', {
    delta: { stop_reason: message['stop_reason'], stop_sequence: null },
    usage: { output_tokens: 1 },
  });
  send('message_stop', {});
  res.end();
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/**
 * A server on loopback that plays the model for the real client: each turn that brings tool results gets
 * the next step, so the client itself drives the loop, its tools and its skills.
 */
export async function model(steps: readonly Step[]): Promise<Model> {
  const requests: Request[] = [];
  const server = createServer((req, res) => {
    void (async () => {
      const body = await bodyOf(req);
      if (!req.url?.startsWith('/v1/messages') || req.url.includes('count_tokens')) {
        res.writeHead(req.url?.includes('count_tokens') ? 200 : 404, { 'content-type': 'application/json' });
        res.end('{"input_tokens":1}');
        return;
      }
      const request = JSON.parse(body) as Request;
      requests.push(request);
      const hasTools = (request.tools ?? []).length > 0;
      const step = hasTools
        ? (steps[Math.min(toolResults(request), steps.length - 1)] ?? [])
        : [{ text: 'ok' }];
      const blocks = blocksOf(step, requests.length);
      const message = {
        id: `msg_${requests.length}`,
        type: 'message',
        role: 'assistant',
        model: request.model,
        content: blocks,
        stop_reason: blocks.some((block) => block['type'] === 'tool_use') ? 'tool_use' : 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      };
      if (request.stream) stream(res, message, blocks);
      else {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(JSON.stringify(message));
      }
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
