import fc from 'fast-check';
import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, test } from 'vitest';
import { matchRecommended } from '../../src/secrets/recommended-rules.ts';
import { findSecrets, fingerprint } from '../../src/secrets/find-secrets.ts';
import { runs } from '../support/runs.ts';

// Put together at run time: nothing in this repository may look like a secret.
const joined = (...parts: string[]) => parts.join('');
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const random = (length: number, seed = 7) =>
  Array.from({ length }, (_, at) => letters[(at * 17 + seed * 5 + at * at) % letters.length]).join('');

const TOKENS = {
  'github-token': joined('gh', 'p_', random(36)),
  'slack-token': joined('xox', 'b-', '123456789012-', random(24)),
  'npm-access-token': joined('np', 'm_', random(36)),
  'aws-secret-access-key': random(40),
  'anthropic-api-key': joined('sk-', 'ant-', 'api03-', random(93), 'AA'),
  'private-key': joined(
    '-----BEGIN RSA PRIV',
    'ATE KEY-----\nMI',
    random(300),
    '\n-----END RSA PRIV',
    'ATE KEY-----',
  ),
  'basic-auth': joined('https://', 'deploy:', random(12), '@intern.acme.io'),
  'postgre-sql-connection': joined('postgres://', 'app:', random(12), '@db.acme.io/app'),
};
const written = (kind: string, token: string) =>
  kind === 'aws-secret-access-key' ? joined('AWS_SECRET', '_ACCESS_KEY=', token) : token;

const scan = (
  text: string,
  options: { committed?: string; patterns?: { name: string; pattern: RegExp }[] } = {},
) =>
  findSecrets(
    [{ path: 'docs/sessions/RT-260511-01.md', text, committed: options.committed }],
    options.patterns ?? [],
  );

describe('secrets', () => {
  test.each(Object.entries(TOKENS))(
    '%s is found, with line and fingerprint and without itself',
    async (kind, token) => {
      const found = await scan(`# T\n\nLeft over: ${written(kind, token)} in the log\n`);
      const path = 'docs/sessions/RT-260511-01.md';
      expect(found).toEqual([{ path, line: 3, kind, fingerprint: fingerprint(kind, token) }]);
      const told = JSON.stringify(found);
      for (let at = 0; at + 8 <= token.length; at += 4) expect(told).not.toContain(token.slice(at, at + 8));
    },
  );

  test('the fingerprint names the secret wherever it stands, and differs between secrets', async () => {
    const token = TOKENS['github-token'];
    const [here] = await scan(`x ${token}`);
    const [there] = await scan(`# T\n\n- ${token}\n`);
    const [other] = await scan(joined('gh', 'p_', random(36, 3)));
    expect(here?.fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(there?.fingerprint).toBe(here?.fingerprint);
    expect(other?.fingerprint).not.toBe(here?.fingerprint);
    const [key] = await scan(written('aws-secret-access-key', TOKENS['aws-secret-access-key']));
    expect(key?.fingerprint).toBe(fingerprint('aws-secret-access-key', TOKENS['aws-secret-access-key']));
  });

  test.each(Object.entries(TOKENS))(
    '%s is found beside other texts, and not across them',
    async (kind, token) => {
      const text = written(kind, token);
      const half = Math.ceil(text.length / 2);
      const texts = [
        `# T\n\n${text.slice(0, half)}`,
        `${text.slice(half)}\n`,
        `x\n${text}`,
        '',
        `${text}\ny`,
      ];
      const together = await findSecrets(
        texts.map((one, at) => ({ path: `${at}.md`, text: one })),
        [],
      );
      const apart: unknown[] = [];
      for (const [at, one] of texts.entries())
        apart.push(...(await findSecrets([{ path: `${at}.md`, text: one }], [])));
      expect(together).toEqual(apart);
      expect(together.map(({ path, line }) => [path, line])).toEqual(
        expect.arrayContaining([
          ['2.md', 2],
          ['4.md', 1],
        ]),
      );
    },
  );

  test('many texts, and large ones, give what each gives by itself', async () => {
    const kinds = Object.entries(TOKENS);
    const filler = [
      'plain words\n',
      '`code` and https://example.com/a?b=c\n',
      'слова\n\n',
      'account = \n',
      'x',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            repeat: fc.constantFrom(0, 1, 40, 30_000),
            fill: fc.constantFrom(...filler),
            token: fc.option(fc.constantFrom(...kinds)),
            // A token may be cut: its second half may begin the next text.
            cut: fc.option(fc.integer({ min: 0, max: 60 })),
            before: fc.boolean(),
          }),
          { maxLength: 8 },
        ),
        async (parts) => {
          const suspects = parts.map(({ repeat, fill, token, cut, before }, at) => {
            const text = token ? written(...token) : '';
            const some = cut === null ? text : at % 2 === 0 ? text.slice(0, cut) : text.slice(cut);
            const body = fill.repeat(repeat);
            return { path: `${String(at).padStart(2, '0')}.md`, text: before ? some + body : body + some };
          });
          const together = await findSecrets(suspects, []);
          const apart = [];
          for (const one of suspects) apart.push(...(await findSecrets([one], [])));
          expect(together).toEqual(apart);
          const lines = together.flatMap(({ path, line, kind }) => {
            const text = suspects.find((one) => one.path === path)?.text ?? '';
            const [, token = ''] = kinds.find(([name]) => name === kind) ?? [];
            const place = token === '' ? -1 : text.indexOf(written(kind, token));
            return place < 0 ? [] : [[line, text.slice(0, place).split('\n').length]];
          });
          expect(lines.filter(([told, is]) => told !== is)).toEqual([]);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  test("the rules find what they find under secretlint's own core", async () => {
    const apart = Object.entries(TOKENS).map(([kind, token]) => written(kind, token));
    for (const text of [
      ...apart,
      apart.join('\n'),
      `${apart.join(' ')}\n${apart.join(',')}`,
      'nothing',
      '',
    ]) {
      const { messages } = await lintSource({
        source: { content: text, filePath: 'record.md', ext: '.md', contentType: 'text' },
        options: {
          noPhysicFilePath: true,
          config: {
            rules: rules
              .filter(({ meta }) => !meta.id.endsWith('filter-comments'))
              .map((rule) => ({ id: rule.meta.id, rule })),
          },
        },
      });
      const found = await matchRecommended(text);
      const places = new Set(found.map(({ index }) => index));
      expect(places).toEqual(new Set(messages.map(({ range }) => range[0])));
      expect(found.length).toBeGreaterThanOrEqual(messages.length);
    }
  });

  test('nothing in the text switches the rules off', async () => {
    const text = `<!-- secretlint-disable -->\n// secretlint-disable-next-line\n${TOKENS['github-token']}\n`;
    expect(await scan(text)).toHaveLength(1);
  });

  test("the project's own patterns count", async () => {
    const patterns = [{ name: 'customer', pattern: /KD-\d{6}/i }];
    expect(await scan('For kd-123456 and KD-777777.\n', { patterns })).toMatchObject([
      { line: 1, kind: 'pattern:customer' },
      { line: 1, kind: 'pattern:customer' },
    ]);
  });

  test('what is committed already is not found again, what comes new is', async () => {
    const old = TOKENS['github-token'];
    const text = `${old}\n${TOKENS['slack-token']}\n`;
    expect(await scan(text, { committed: `${old}\n` })).toMatchObject([{ kind: 'slack-token', line: 2 }]);
  });

  test('a byte order mark and CRLF do not shift lines', async () => {
    expect(await scan(`\uFEFF# T\r\n\r\n${TOKENS['github-token']}\r\n`)).toMatchObject([{ line: 3 }]);
  });

  test('ordinary prose, hashes and links are no secrets', async () => {
    const text = `Head 3f889a1, sha256 ${'ab12'.repeat(16)}, https://example.com/a?b=c, mail roman@example.com, id fbdab05d-a50e-4eaa-b037-5c7962cce5fa\n`;
    expect(await scan(text)).toEqual([]);
  });
});
