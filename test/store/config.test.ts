import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { configJsonSchema } from '../../src/store/config-spec.ts';
import { parseConfig } from '../../src/store/config.ts';
import { DEFAULT_CONFIG } from '../../src/store/config-defaults.ts';

const faultOf = async (text: string): Promise<CanonError> => {
  const error = await parseConfig(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CanonError)) throw new Error('was accepted');
  return error;
};

describe('a configuration', () => {
  test('with its format alone is the defaults', async () => {
    expect(await parseConfig('format: 1\n')).toEqual({ config: DEFAULT_CONFIG, diagnostics: [] });
  });

  test('sets what it names and leaves the rest', async () => {
    const { config } = await parseConfig(`# ours
format: 1
paths: { session: notes/sessions/ }
sessions:
  layout: month
default_branch: 1.10
handoff: { push: own, git_hooks: true }
secrets:
  patterns: ['/tok_[a-z]{8}/i', plain-secret]
check: { rules: { dead-link: info } }
`);
    expect(config.paths.session).toBe('notes/sessions');
    expect(config.paths.plan).toBe('plans');
    expect(config.sessions.layout).toBe('month');
    expect(config.default_branch).toBe('1.10');
    expect(config.handoff).toEqual({ push: 'own', git_hooks: true });
    expect(config.secrets.patterns).toEqual(['/tok_[a-z]{8}/i', 'plain-secret']);
    expect(config.check.rules).toEqual({ 'dead-link': 'info' });
  });

  test('left empty in places has the defaults there', async () => {
    const { config } = await parseConfig('format: 1\npaths:\nhandoff:\n  push:\n');
    expect(config).toEqual(DEFAULT_CONFIG);
  });

  test('says what is counted together, and what must hold', async () => {
    const { config } = await parseConfig(`format: 1
telemetry: off
fold_tools:
  mcp__notion: ['mcp__notion__*', 'mcp__plugin_*_notion__*']
invariants:
  - name: mcp__notion
  - { name: shell, tools: [Bash, 'Shell*'], max: 3, mode: block }
`);
    expect(config.telemetry).toBe('off');
    expect(config.fold_tools).toEqual({ mcp__notion: ['mcp__notion__*', 'mcp__plugin_*_notion__*'] });
    expect(config.invariants).toEqual([
      { name: 'mcp__notion', tools: ['mcp__notion'], max: 0, mode: 'warn' },
      { name: 'shell', tools: ['Bash', 'Shell*'], max: 3, mode: 'block' },
    ]);
  });

  test.each([
    ['format: 1\ninvariants:\n  - max: 3\n', 'invariants.0', 3],
    ['format: 1\ninvariants:\n  - name: a\n  - name: a\n', 'invariants.1.name', 4],
    ['format: 1\ninvariants:\n  - name: a\n    max: -1\n', 'invariants.0.max', 4],
    ['format: 1\ninvariants:\n  - name: a\n    tools: []\n', 'invariants.0.tools', 4],
    ["format: 1\ninvariants:\n  - name: a\n    tools: ['', ]\n", 'invariants.0.tools', 4],
    [
      'format: 1\nfold_tools:\n  web: [Web*]\ninvariants:\n  - name: web\n    tools: [Bash]\n',
      'invariants.0.name',
      5,
    ],
    [
      'format: 1\ninvariants:\n  - name: a\n    tools: [Bash, Read]\n  - name: Bash\n    tools: [Re*d, B*t*h]\n',
      'invariants.1.name',
      5,
    ],
    [
      'format: 1\ninvariants:\n  - name: Bash\n    tools: [Re*d]\n  - name: a\n    tools: [Bash]\n',
      'invariants.0.name',
      3,
    ],
  ])('refuses an invariant that could not be counted: %j', async (text, key, line) => {
    const fault = await faultOf(text);
    expect(fault.code).toBe('E_CONFIG_VALUE');
    expect(fault.data['key']).toBe(key);
    expect(fault.line).toBe(line);
  });

  test.each([
    'tools: [web]',
    'tools: [Bash, w*]',
    "tools: ['*']",
    "tools: ['*b']",
    "tools: ['w**b*']",
    'max: 3',
    'tools:',
  ])('lets an invariant be called like a counted tool that it counts: %s', async (tools) => {
    const text = `format: 1\nfold_tools:\n  web: [Web*]\ninvariants:\n  - name: web\n    ${tools}\n  - name: a\n    tools: [web]\n`;
    expect((await parseConfig(text)).config.invariants).toHaveLength(2);
  });

  test('with an unknown key warns, with its line', async () => {
    const { diagnostics } = await parseConfig('format: 1\nhandoff:\n  pushh: own\n');
    expect(diagnostics).toEqual([
      {
        code: 'config-unknown-key',
        severity: 'warning',
        path: '.canon/config.yaml',
        line: 3,
        args: { key: 'handoff.pushh' },
      },
    ]);
  });

  test('has a JSON Schema made from the same table', () => {
    const schema = configJsonSchema();
    expect(schema).toMatchObject({ type: 'object', required: ['format'] });
    expect(Object.keys(schema['properties'] as object)).toEqual(Object.keys(DEFAULT_CONFIG));
  });
});

describe('a configuration is refused, with the place,', () => {
  test.each([
    ['for an unknown format', 'format: 2\n', 'E_CONFIG_FORMAT', 1, 9],
    ['without a format', 'derived: always\n', 'E_CONFIG_FORMAT', 1, 1],
    ['when empty', '', 'E_CONFIG_FORMAT', 1, 1],
    ['for broken YAML', 'format: 1\npaths: {\n', 'E_CONFIG_SYNTAX', 2, 8],
    ['for a key given twice', 'format: 1\nderived: always\nderived: never\n', 'E_CONFIG_SYNTAX', 3, 1],
    ['for aliases', 'format: 1\na: &a [x]\nb: *a\n', 'E_CONFIG_SYNTAX', 3, 4],
    ['for a value that is none of those', 'format: 1\nhandoff:\n  push: always\n', 'E_CONFIG_VALUE', 3, 9],
    ['for a list where a map belongs', 'format: 1\nhandoff: [push]\n', 'E_CONFIG_VALUE', 2, 10],
    ['for a map where text belongs', 'format: 1\ndefault_branch: {a: b}\n', 'E_CONFIG_VALUE', 2, 17],
    ['for no boolean', 'format: 1\nhandoff: { git_hooks: yes }\n', 'E_CONFIG_VALUE', 2, 23],
    ['for a broken expression', 'format: 1\nsecrets: { patterns: ["("] }\n', 'E_CONFIG_VALUE', 2, 23],
    ['for a folder above', 'format: 1\npaths: { plan: ../plans }\n', 'E_CONFIG_PATH', 2, 16],
    ['for a folder inside .git', 'format: 1\npaths: { plan: .git/plans }\n', 'E_CONFIG_PATH', 2, 16],
    ['for an absolute folder', 'format: 1\npaths: { plan: /tmp }\n', 'E_CONFIG_PATH', 2, 16],
    ['for a drive', 'format: 1\npaths: { plan: "C:plans" }\n', 'E_CONFIG_PATH', 2, 16],
    ['for a backslash', "format: 1\npaths: { plan: 'a\\b' }\n", 'E_CONFIG_PATH', 2, 16],
    ['for two kinds in one folder', 'format: 1\npaths: { plan: Workstreams }\n', 'E_CONFIG_PATH', 2, 16],
    ['for a kind inside another', 'format: 1\npaths: { adr: plans/adr }\n', 'E_CONFIG_PATH', 2, 15],
  ])('%s', async (_what, text, code, line, column) => {
    const error = await faultOf(text);
    expect([error.code, error.path, error.line, error.column]).toEqual([
      code,
      '.canon/config.yaml',
      line,
      column,
    ]);
  });
});
