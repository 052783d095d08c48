import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { MadeCall } from './model.ts';

/** One thing that the model says: words, a command for the shell, a patch, or a call of any other tool. */
export type CodexPart =
  | { readonly text: string }
  | {
      readonly cmd: string;
      /** With this the model's context is full: what is left of it after the compaction is this scene's name. */
      readonly full?: string;
    }
  | { readonly patch: string }
  | {
      readonly tool: string;
      /** Where the tool is one of several: `mcp__notion_offplan`. */
      readonly namespace?: string;
      /** How a hook is told of it, where that is neither of those. */
      readonly told?: string;
      /** What it is called with; it may depend on what the model was shown. */
      readonly args: object | ((shown: string) => object);
    };

/** One turn. */
export type CodexStep = CodexPart | readonly CodexPart[];

/** By what it is asked, as the other model's scenes. */
export type CodexScenes = Readonly<Record<string, readonly CodexStep[]>>;

/** Has a subagent begin with these words. */
export const spawns = (message: string): CodexPart => ({
  tool: 'spawn_agent',
  namespace: 'multi_agent_v1',
  args: { message },
});

/** Waits for the subagent that was begun. */
export const WAITS: CodexPart = {
  tool: 'wait_agent',
  namespace: 'multi_agent_v1',
  told: 'multi_agent_v1wait_agent',
  args: (shown: string) => ({
    targets: [/agent_id\W+([\da-f-]{36})/.exec(shown)?.[1]],
    timeout_ms: 60_000,
  }),
};

interface Item {
  readonly type?: string;
  readonly role?: string;
  readonly content?: readonly { readonly text?: string }[];
}

interface Asked {
  readonly tools?: readonly unknown[];
  readonly input?: readonly Item[];
}

export interface CodexModel {
  readonly url: string;
  /** Everything the client sent, in order: what a model would really have seen. */
  readonly requests: readonly Asked[];
  /** Every call it made, by the name that a hook knows the tool by. */
  readonly calls: readonly MadeCall[];
}

const partsOf = (step: CodexStep): readonly CodexPart[] => (Array.isArray(step) ? step : [step as CodexPart]);

/** Which scene is on, and how many calls have been answered in it. */
function sceneOf(input: readonly Item[], names: readonly string[]): { scene: string; answers: number } {
  let scene = '';
  let answers = 0;
  for (const item of input) {
    if (item.type?.endsWith('_output')) answers += 1;
    if (item.role !== 'user') continue;
    const words = (item.content ?? []).map((one) => one.text ?? '').join('\n');
    const named = names.find((name) => name !== '' && words.includes(name));
    if (named !== undefined) [scene, answers] = [named, 0];
  }
  return { scene, answers };
}

/** The step that comes after so many answers: a turn of two calls is over when both are answered. */
function stepAfter(steps: readonly CodexStep[], answers: number): CodexStep {
  let left = answers;
  for (const step of steps) {
    if (left <= 0) return step;
    left -= partsOf(step).filter((part) => !('text' in part)).length;
  }
  return steps.at(-1) ?? { text: 'ok' };
}

/** The name that a hook is told. */
function toolOf(part: Exclude<CodexPart, { text: string }>): string {
  if ('cmd' in part) return 'Bash';
  if ('patch' in part) return 'apply_patch';
  if (part.told !== undefined) return part.told;
  return part.namespace?.startsWith('mcp__') ? `${part.namespace}__${part.tool}` : part.tool;
}

function itemOf(part: CodexPart, id: string, shown: string): object {
  if ('text' in part) {
    const content = [{ type: 'output_text', text: part.text }];
    return { type: 'message', id: `msg_${id}`, role: 'assistant', content };
  }
  if ('patch' in part)
    return { type: 'custom_tool_call', id: `ctc_${id}`, call_id: id, name: 'apply_patch', input: part.patch };
  const call = { type: 'function_call', id: `fc_${id}`, call_id: id };
  if ('cmd' in part) return { ...call, name: 'exec_command', arguments: JSON.stringify({ cmd: part.cmd }) };
  const args = typeof part.args === 'function' ? (part.args as (shown: string) => object)(shown) : part.args;
  const { namespace } = part;
  return { ...call, name: part.tool, ...(namespace && { namespace }), arguments: JSON.stringify(args) };
}

/** Above this many tokens a client that was set up by `codexEnv` has its conversation summarised. */
export const FULL = 100_000;

function answer(res: ServerResponse, items: readonly object[], turn: number, tokens: number): void {
  const send = (type: string, data: object): void => {
    res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  const usage = { input_tokens: tokens, output_tokens: 1, total_tokens: tokens + 1 };
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  send('response.created', { response: { id: `resp_${turn}` } });
  for (const [index, item] of items.entries())
    send('response.output_item.done', { output_index: index, item });
  send('response.completed', { response: { id: `resp_${turn}`, usage } });
  res.end();
}

/** A server on loopback that plays the model for Codex: the next step when all its calls are answered. */
export async function codexModel(plot: readonly CodexStep[] | CodexScenes): Promise<CodexModel> {
  const scenes = Array.isArray(plot) ? { '': plot as readonly CodexStep[] } : (plot as CodexScenes);
  const requests: Asked[] = [];
  const calls: MadeCall[] = [];
  let next = 'ok';
  const reply = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await text(req);
    if (req.method !== 'POST' || !req.url?.includes('/responses')) {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{"models":[],"data":[]}');
      return;
    }
    const asked = JSON.parse(body) as Asked;
    const turn = requests.push(asked);
    const { scene, answers } = sceneOf(asked.input ?? [], Object.keys(scenes));
    // Without tools it is asked to summarise the conversation.
    const step = asked.tools?.length ? stepAfter(scenes[scene] ?? [], answers) : { text: next };
    const parts = partsOf(step);
    const items = parts.map((part, i) => {
      const id = `call_${turn}_${i}`;
      if (!('text' in part)) calls.push({ id, tool: toolOf(part), scene });
      return itemOf(part, id, body);
    });
    const filling = parts.find((part) => 'cmd' in part && part.full !== undefined);
    if (filling && 'cmd' in filling) next = filling.full ?? '';
    answer(res, items, turn, filling ? 2 * FULL : 1);
  };
  const server = createServer((req, res) => void reply(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests, calls };
}
