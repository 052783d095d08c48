/** An environment as a process gets it. */
export type Env = Readonly<Record<string, string | undefined>>;

// What `git rev-parse --local-env-vars` prints: variables that tie git to one repository, index or
// object store. canon says which one it means by itself, so those of a calling hook must not reach it.
const LOCAL = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_OBJECT_DIRECTORY',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_REPLACE_REF_BASE',
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_COMMON_DIR',
];

// Not tied to a repository, but they change what a path argument means or what a command prints.
const MEANING = [
  'GIT_NAMESPACE',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
];

/** The user's environment without what ties git to another repository; theirs stays (`GIT_SSH_COMMAND` …). */
export function scrubbed(env: Env): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    if (value !== undefined) clean[key] = value;
  }
  for (const key of [...LOCAL, ...MEANING]) delete clean[key];
  return clean;
}

/**
 * The environment for canon's own git calls: plain English messages, no prompt, no locks taken by mere
 * reads, and paths that mean themselves (`*` in a file name is a star).
 */
export function gitEnv(env: Env): Record<string, string> {
  return {
    ...scrubbed(env),
    LC_ALL: 'C',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_PAGER: 'cat',
  };
}
