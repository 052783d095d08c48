import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { bytesEdit } from '../../src/change/bytes.ts';
import type { ChangePlan, PlannedFile } from '../../src/change/plan.ts';
import { handoffOf } from './kit.ts';

// A handoff with a picture beside its record.

export const ID = 'RT-260511-01';
export const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 254, 13, 10]);
export const TABLE = Buffer.from('a,b\r\n1,2\r\n');
export const nameOf = (bytes: Buffer, extension: string): string =>
  `docs/assets/${createHash('sha256').update(bytes).digest('hex')}.${extension}`;
export const PATH = nameOf(PICTURE, 'png');

export const asset = async (
  bytes: Buffer,
  extension: string,
  expectation: PlannedFile['expect'] = 'any',
): Promise<PlannedFile> => ({
  path: nameOf(bytes, extension),
  edit: await bytesEdit({ objectFormat: 'sha1' }, () => Promise.resolve(bytes)),
  expect: expectation,
});
export const planWith = async (...more: PlannedFile[]): Promise<ChangePlan> =>
  handoffOf(ID, [await asset(PICTURE, 'png'), ...more]);
export const blobAt = (path: string, spec: string): Buffer =>
  spawnSync('git', ['cat-file', 'blob', spec], { cwd: path, maxBuffer: 1e8 }).stdout;
