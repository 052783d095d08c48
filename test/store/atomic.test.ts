import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { atomicWrite, createExclusive } from '../../src/store/atomic.ts';
import { sandbox } from '../support/sandbox.ts';

describe('atomicWrite', () => {
  test('makes the folders on the way and leaves nothing else behind', async () => {
    const { dir } = sandbox();
    const file = join(dir, 'a/b/c.md');
    await atomicWrite(file, 'one\n');
    await atomicWrite(file, Buffer.from('two\n'));
    expect(readFileSync(file, 'utf8')).toBe('two\n');
    expect(readdirSync(join(dir, 'a/b'))).toEqual(['c.md']);
  });

  test('keeps the mode of the file that is there', async () => {
    const { dir } = sandbox();
    const file = join(dir, 'run');
    writeFileSync(file, 'x');
    chmodSync(file, 0o751);
    await atomicWrite(file, 'y');
    expect(statSync(file).mode & 0o7777).toBe(0o751);
  });

  test('gives a new file the mode asked for', async () => {
    const { dir } = sandbox();
    await atomicWrite(join(dir, 'run'), 'y', { mode: 0o700 });
    expect(statSync(join(dir, 'run')).mode & 0o777).toBe(0o700);
  });

  test('refuses a symlink and leaves it and its target alone', async () => {
    const { dir } = sandbox();
    writeFileSync(join(dir, 'target'), 'theirs');
    symlinkSync('target', join(dir, 'link'));
    await expect(atomicWrite(join(dir, 'link'), 'ours')).rejects.toThrow('E_WRITE_SYMLINK');
    expect(readFileSync(join(dir, 'target'), 'utf8')).toBe('theirs');
  });

  test('lets a reader see one whole content or the other, never a mixture', async () => {
    const { dir } = sandbox();
    const file = join(dir, 'file');
    const texts = ['a', 'b'].map((letter) => letter.repeat(300_000));
    await atomicWrite(file, texts[0] ?? '');
    const seen = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const written = atomicWrite(file, texts[round % 2] ?? '', { durable: false });
      for (let looks = 0; looks < 12; looks += 1) {
        seen.add(readFileSync(file, 'utf8'));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await written;
    }
    expect([...seen].every((text) => texts.includes(text))).toBe(true);
  });
});

describe('createExclusive', () => {
  test('has one winner among many, whose content is whole', async () => {
    const { dir } = sandbox();
    const file = join(dir, 'claims/RT-260511-01');
    const won = await Promise.all(
      Array.from({ length: 30 }, (_, at) => createExclusive(file, `${at}\n`.repeat(1000))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(`${won.indexOf(true)}\n`.repeat(1000));
    expect(readdirSync(join(dir, 'claims'))).toEqual(['RT-260511-01']);
  });

  test('does not follow a dangling link', async () => {
    const { dir } = sandbox();
    symlinkSync(join(dir, 'elsewhere'), join(dir, 'name'));
    expect(await createExclusive(join(dir, 'name'), 'x')).toBe(false);
    expect(readdirSync(dir)).not.toContain('elsewhere');
  });
});
