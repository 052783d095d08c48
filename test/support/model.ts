import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What the model says in one turn: text, or calls of tools. */
export type Step = readonly ({ text: string } | { tool: string; input: Record<string, unknown> })[];

/**
 * What it says by what it is asked: the newest prompt that holds one of the names chooses, and the last step is
 * text. Asked without any name, it says the steps of ''.
 */
export type Scenes = Readonly<Record<string, readonly Step[]>>;

interface Block {
  readonly type?: string;
  readonly text?: string;
}

interface Message {
  readonly role: string;
  readonly content: string | readonly Block[];
}

interface Request {
  readonly model: string;
  readonly stream?: boolean;
  readonly system?: unknown;
  readonly tools?: readonly unknown[];
  readonly messages: readonly Message[];
}

/** A call that the model made. */
export interface MadeCall {
  readonly id: string;
  readonly tool: string;
  readonly scene: string;
}

export interface Model {
  readonly url: string;
  /** Everything the client sent, in order: what a model would really have seen. */
  readonly requests: readonly Request[];
  /** Every call it made: what is to be counted, each once. */
  readonly calls: readonly MadeCall[];
}

const blocksIn = ({ content }: Message): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

const has = (message: Message, type: string): boolean =>
  blocksIn(message).some((block) => block.type === type);

/** Which scene is on, and how often tools have answered in it. */
function sceneOf(messages: readonly Message[], names: readonly string[]): { scene: string; answers: number } {
  let scene = '';
  let answers = 0;
  for (const message of messages) {
    if (message.role !== 'user') continue;
    if (has(message, 'tool_result')) answers += 1;
    const asked = blocksIn(message).map((block) => block.text ?? '');
    const named = names.find((name) => name !== '' && asked.some((words) => words.includes(name)));
    if (named !== undefined && !has(message, 'tool_result')) [scene, answers] = [named, 0];
  }
  return { scene, answers };
}

function stream(res: ServerResponse, message: object, blocks: readonly Record<string, unknown>[]): void {
  const send = (type: string, data: object): void => {
    res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  const calls = blocks.some((block) => block['type'] === 'tool_use');
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
  const delta = { stop_reason: calls ? 'tool_use' : 'end_turn', stop_sequence: null };
  send('message_delta', { delta, usage: { output_tokens: 1 } });
  send('message_stop', {});
  res.end();
}

/**
 * A server on loopback that plays the model for the real client: each turn that brings tool results gets
 * the next step, so the client itself drives the loop, its tools and its skills.
 */
export async function model(plot: readonly Step[] | Scenes): Promise<Model> {
  const scenes = Array.isArray(plot) ? { '': plot as readonly Step[] } : (plot as Scenes);
  const requests: Request[] = [];
  const calls: MadeCall[] = [];
  const json = (res: ServerResponse, status: number, body: object): void => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  const reply = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await text(req);
    const counting = req.url?.includes('count_tokens');
    if (!req.url?.startsWith('/v1/messages') || counting) {
      json(res, counting ? 200 : 404, { input_tokens: 1 });
      return;
    }
    const request = JSON.parse(body) as Request;
    const turn = requests.push(request);
    const { scene, answers } = sceneOf(request.messages, Object.keys(scenes));
    const steps = scenes[scene] ?? [];
    const withTools = (request.tools ?? []).length > 0;
    const step = (withTools && steps[Math.min(answers, steps.length - 1)]) || [{ text: 'ok' }];
    const blocks = step.map((part, i) => {
      if ('text' in part) return { type: 'text', text: part.text };
      const id = `toolu_${turn}_${i}`;
      calls.push({ id, tool: part.tool, scene });
      return { type: 'tool_use', id, name: part.tool, input: part.input };
    });
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: `msg_${turn}`, type: 'message', role: 'assistant', model: request.model, usage };
    if (request.stream) return stream(res, message, blocks);
    json(res, 200, { ...message, content: blocks, stop_reason: 'end_turn', stop_sequence: null });
  };
  const server = createServer((req, res) => void reply(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, calls };
}
