import { fstatSync, writeSync } from 'node:fs';
import process from 'node:process';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Whether a descriptor is a device (a terminal, /dev/null): cheap, and false is certain. */
export function isDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}

/**
 * Writes all of the text, however slow the reader and however long the text, and is quiet when the
 * reader has gone. Pipes and files are written directly: `process.stdout` alone costs a tenth of Node's
 * start. It is still what terminals get, a pipe that somebody made non-blocking, and whoever runs canon in a
 * process that is not its own.
 */
export async function writeAll(
  host: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
  fd: 1 | 2,
  text: string | Buffer,
): Promise<void> {
  if (text.length === 0) return;
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  let at = 0;
  if (host === process && !isDevice(fd)) {
    try {
      while (at < bytes.length) at += writeSync(fd, bytes, at);
      return;
    } catch (error) {
      if (codeOf(error) === 'EPIPE') return;
      if (codeOf(error) !== 'EAGAIN') throw error;
    }
  }
  await new Promise<void>((resolve, reject) => {
    const out = fd === 1 ? host.stdout : host.stderr;
    const settle = (error?: Error | null): void => {
      if (error && codeOf(error) !== 'EPIPE') reject(error);
      else resolve();
    };
    // The write's callback tells of the error as well; without a listener it would be thrown.
    out.on('error', settle);
    out.write(bytes.subarray(at), settle);
  });
}
