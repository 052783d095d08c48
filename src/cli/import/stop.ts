import process from 'node:process';
import { CanonError } from '../../fault/error.ts';

/** How a shell says that Ctrl-C ended a command. */
const INTERRUPTED = 130;

/**
 * Does work that Ctrl-C ends without a trace: it is told to stop by a signal, and what it then throws, whatever it is (git
 * is interrupted, too), says that nothing was changed. A second Ctrl-C ends the process at once.
 * @throws E_IMPORT_STOPPED, with the exit code that a shell expects
 */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  try {
    const done = await work(controller.signal);
    controller.signal.throwIfAborted();
    return done;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.once('exit', () => (process.exitCode = INTERRUPTED));
    throw new CanonError('E_IMPORT_STOPPED', { cause: error });
  } finally {
    process.off('SIGINT', stop);
  }
}
