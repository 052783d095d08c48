import { CanonError } from '../fault/error.ts';
import type { Command, Context, Globals, Outcome } from './command.ts';
import { COMMANDS, type CommandEntry } from './commands.ts';
import { GLOBAL_NAMES, type Line } from './globals.ts';
import { makeLook, type Look } from './output/look.ts';
import { writeAll } from './output/write.ts';
import { parse } from './parse.ts';
import { makeProgress } from './progress.ts';
import { type EarlyStatus, startEarlyStatus } from '../store/early-status.ts';
import { makeWorld, mayColor } from './world.ts';

/** Finds the command, runs it and prints what it came to. Returns the exit code. */
export async function start(host: NodeJS.Process, line: Line): Promise<0 | 1 | 2> {
  const { globals } = line;
  let name: string | undefined;
  // What is thrown outside the command's own promise is told the same way, once.
  // Words and looks of errors are loaded only when there is one.
  const refused = async (error: unknown): Promise<0 | 2> => {
    if (entryOf(line.command)?.neverFails) return 0;
    const { refuse } = await import('./refuse.ts');
    return refuse(host, error, globals, name);
  };
  const onStray = async (error: unknown): Promise<void> => {
    host.exitCode = await refused(error);
  };
  host.once('uncaughtException', onStray);
  try {
    const asked = line.command === 'help' ? line.rest.find((word) => !word.startsWith('-')) : line.command;
    const wantsHelp = globals.help || line.command === 'help';
    if (asked === undefined) return await helpOrUnknown(host, line);
    const entry = await find(asked);
    name = entry.name;
    const earlyStatus =
      entry.waitsForStatus && !wantsHelp && globals.repo === undefined
        ? startEarlyStatus(makeWorld(host))
        : undefined;
    const { command } = await entry.load();
    if (wantsHelp) {
      const { commandHelp } = await import('./help.ts');
      await writeAll(host, 1, commandHelp(command, lookOf(host, 1, globals)));
      return 0;
    }
    const outcome = await runCommand(host, command, line, earlyStatus);
    await print(host, globals, name, outcome);
    return outcome.exit ?? 0;
  } catch (error) {
    return await refused(error);
  } finally {
    host.off('uncaughtException', onStray);
  }
}

/** How a stream looks. The width is asked of the stream only where it is a terminal. */
function lookOf(host: NodeJS.Process, fd: 1 | 2, globals: Globals): Look {
  const color = mayColor(host, fd, globals.noColor);
  const stream = fd === 1 ? 'stdout' : 'stderr';
  return makeLook(color, color ? host[stream].columns : undefined);
}

async function helpOrUnknown(host: NodeJS.Process, line: Line): Promise<0> {
  const stray = line.command === undefined ? line.rest[0] : undefined;
  if (stray !== undefined) {
    const { nearest } = await import('../text/nearest.ts');
    throw new CanonError('E_OPTION_UNKNOWN', {
      data: { command: '', option: stray, near: nearest(stray, GLOBAL_NAMES) },
    });
  }
  const { rootHelp } = await import('./help.ts');
  await writeAll(host, 1, rootHelp(lookOf(host, 1, line.globals)));
  return 0;
}

const entryOf = (asked: string | undefined): CommandEntry | undefined =>
  COMMANDS.find(({ name }) => name === asked);

async function find(asked: string): Promise<CommandEntry> {
  const entry = entryOf(asked);
  if (entry) return entry;
  const { nearest } = await import('../text/nearest.ts');
  const near = nearest(
    asked,
    COMMANDS.map(({ name }) => name),
  ).map((name) => `\`canon ${name}\``);
  throw new CanonError('E_COMMAND_UNKNOWN', { data: { name: asked, near } });
}

async function runCommand(
  host: NodeJS.Process,
  command: Command,
  line: Line,
  earlyStatus: EarlyStatus | undefined,
): Promise<Outcome> {
  const { flags, args } = await parse(command, line.rest);
  const progress = makeProgress(host, line.globals);
  const context: Context = {
    world: makeWorld(host),
    globals: line.globals,
    errLook: () => lookOf(host, 2, line.globals),
    progress,
    earlyStatus,
  };
  try {
    return await command.run(context, flags as never, args);
  } finally {
    progress.stop();
  }
}

async function print(host: NodeJS.Process, globals: Globals, name: string, outcome: Outcome): Promise<void> {
  const diagnostics = outcome.diagnostics ?? [];
  let text: string | Buffer;
  if (outcome.raw !== undefined) text = outcome.raw;
  else if (globals.json) {
    const { envelope } = await import('./output/json.ts');
    text = envelope(name, outcome.data, diagnostics);
  } else {
    text = outcome.human(lookOf(host, 1, globals));
  }
  if (typeof text === 'string' && text !== '' && !text.endsWith('\n')) text += '\n';
  try {
    await writeAll(host, 1, text);
  } catch (error) {
    throw new CanonError('E_OUTPUT', {
      data: { reason: error instanceof Error ? error.message : String(error) },
      changed: true,
      cause: error,
    });
  }
  if (globals.json || diagnostics.length === 0) return;
  const { diagnosticText } = await import('./output/fault.ts');
  const look = lookOf(host, 2, globals);
  await writeAll(host, 2, diagnostics.map((one) => diagnosticText(one, look)).join(''));
}
