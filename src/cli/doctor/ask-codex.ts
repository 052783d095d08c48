import type { World } from '../../world.ts';
import { killAll, startGroup } from './run-command.ts';

/** A hook as Codex lists it. */
export interface ListedHook {
  /** `postToolUse` */
  readonly eventName: string;
  readonly command: string;
  readonly enabled: boolean;
  /** `trusted`, `untrusted`, `modified` */
  readonly trustStatus: string;
}

const MOST = 4 << 20;

/**
 * Asks Codex itself which hooks it would run in a folder: only it knows how it hashes them. Undefined where it does
 * not answer in time, or otherwise than 0.169 does.
 */
export function askCodex(
  codex: string,
  cwd: string,
  { env }: Pick<World, 'env'>,
  limit: number,
): Promise<readonly ListedHook[] | undefined> {
  return new Promise((resolve) => {
    const child = startGroup(codex, ['app-server'], { cwd, env });
    let text = '';
    const end = (hooks?: readonly ListedHook[]): void => {
      clearTimeout(timer);
      // What codex starts is not codex itself, and must not go on without it.
      killAll(child);
      resolve(hooks);
    };
    const timer = setTimeout(end, limit);
    child.on('error', () => end());
    child.on('close', () => end());
    child.stdin.on('error', () => {});
    child.stderr.resume();
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const hooks = answerIn(line);
        if (hooks) return end(hooks);
      }
      if (text.length > MOST) end();
    });
    const clientInfo = { name: 'canon', version: '0' };
    for (const message of [
      { id: 1, method: 'initialize', params: { clientInfo } },
      { method: 'initialized' },
      { id: ASKED, method: 'hooks/list', params: { cwds: [cwd] } },
    ])
      child.stdin.write(`${JSON.stringify(message)}\n`);
  });
}

const ASKED = 2;

/** The hooks, where a line of the answer has them. */
export function answerIn(line: string): readonly ListedHook[] | undefined {
  try {
    const message = JSON.parse(line) as { id?: unknown; result?: { data?: unknown } };
    if (message.id !== ASKED || !Array.isArray(message.result?.data)) return undefined;
    return message.result.data.flatMap((one: { hooks?: unknown }) =>
      Array.isArray(one?.hooks) ? one.hooks.filter(isListed) : [],
    );
  } catch {
    return undefined;
  }
}

function isListed(hook: unknown): hook is ListedHook {
  if (typeof hook !== 'object' || hook === null) return false;
  const { eventName, command, enabled, trustStatus } = hook as Record<string, unknown>;
  return (
    [eventName, command, trustStatus].every((text) => typeof text === 'string') &&
    typeof enabled === 'boolean'
  );
}
