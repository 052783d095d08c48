import type { LanguageFn } from 'highlight.js';

/** Languages that are highlighted: each is loaded when a text has code in it. */
export const LANGUAGES: Readonly<Record<string, () => Promise<{ default: LanguageFn }>>> = {
  bash: async () => await import('highlight.js/lib/languages/bash'),
  c: async () => await import('highlight.js/lib/languages/c'),
  cpp: async () => await import('highlight.js/lib/languages/cpp'),
  csharp: async () => await import('highlight.js/lib/languages/csharp'),
  css: async () => await import('highlight.js/lib/languages/css'),
  diff: async () => await import('highlight.js/lib/languages/diff'),
  dockerfile: async () => await import('highlight.js/lib/languages/dockerfile'),
  elixir: async () => await import('highlight.js/lib/languages/elixir'),
  go: async () => await import('highlight.js/lib/languages/go'),
  graphql: async () => await import('highlight.js/lib/languages/graphql'),
  http: async () => await import('highlight.js/lib/languages/http'),
  ini: async () => await import('highlight.js/lib/languages/ini'),
  java: async () => await import('highlight.js/lib/languages/java'),
  javascript: async () => await import('highlight.js/lib/languages/javascript'),
  json: async () => await import('highlight.js/lib/languages/json'),
  kotlin: async () => await import('highlight.js/lib/languages/kotlin'),
  lua: async () => await import('highlight.js/lib/languages/lua'),
  makefile: async () => await import('highlight.js/lib/languages/makefile'),
  markdown: async () => await import('highlight.js/lib/languages/markdown'),
  nginx: async () => await import('highlight.js/lib/languages/nginx'),
  php: async () => await import('highlight.js/lib/languages/php'),
  powershell: async () => await import('highlight.js/lib/languages/powershell'),
  python: async () => await import('highlight.js/lib/languages/python'),
  ruby: async () => await import('highlight.js/lib/languages/ruby'),
  rust: async () => await import('highlight.js/lib/languages/rust'),
  scss: async () => await import('highlight.js/lib/languages/scss'),
  shell: async () => await import('highlight.js/lib/languages/shell'),
  sql: async () => await import('highlight.js/lib/languages/sql'),
  swift: async () => await import('highlight.js/lib/languages/swift'),
  typescript: async () => await import('highlight.js/lib/languages/typescript'),
  xml: async () => await import('highlight.js/lib/languages/xml'),
  yaml: async () => await import('highlight.js/lib/languages/yaml'),
};

/** What people write behind a fence besides the names. */
const ALSO: Readonly<Record<string, string>> = {
  sh: 'bash',
  zsh: 'bash',
  console: 'shell',
  'shell-session': 'shell',
  h: 'c',
  'c++': 'cpp',
  cc: 'cpp',
  hpp: 'cpp',
  cs: 'csharp',
  'c#': 'csharp',
  patch: 'diff',
  docker: 'dockerfile',
  ex: 'elixir',
  golang: 'go',
  gql: 'graphql',
  toml: 'ini',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsonc: 'json',
  json5: 'json',
  kt: 'kotlin',
  make: 'makefile',
  md: 'markdown',
  ps1: 'powershell',
  pwsh: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  html: 'xml',
  svg: 'xml',
  vue: 'xml',
  yml: 'yaml',
};

/** The language that a word behind a fence means, if it is one that is highlighted. */
export function languageOf(written: string): string | undefined {
  const name = written.toLowerCase();
  if (Object.hasOwn(LANGUAGES, name)) return name;
  return Object.hasOwn(ALSO, name) ? ALSO[name] : undefined;
}

/** Languages that another one is highlighted with: tags in Markdown, styles in HTML. */
export const WITHIN: Readonly<Record<string, readonly string[]>> = {
  xml: ['css', 'javascript'],
  markdown: ['xml'],
  shell: ['bash'],
  php: ['xml'],
};
