// What may stand in `.canon/config.yaml`, as data: the check and the published JSON Schema both read it.

/** What one value may be. */
export type Spec =
  | { readonly type: 'text'; readonly about: string }
  | { readonly type: 'folder'; readonly about: string }
  | { readonly type: 'regexp'; readonly about: string }
  /** An address of the web: `https://…`. */
  | { readonly type: 'address'; readonly about: string }
  | { readonly type: 'flag'; readonly about: string }
  /** A whole number from 0 on. */
  | { readonly type: 'count'; readonly about: string }
  | { readonly type: 'one'; readonly of: readonly string[]; readonly about: string }
  /** `least`: so many there must be, where it is there at all. */
  | { readonly type: 'list'; readonly of: Spec; readonly least?: number; readonly about: string }
  | { readonly type: 'map'; readonly keys: Readonly<Record<string, Spec>>; readonly about: string }
  | { readonly type: 'dict'; readonly of: Spec; readonly about: string };

const folder = (what: string): Spec => ({ type: 'folder', about: `Folder of the ${what}.` });

/** The formats of `.canon/` that this version reads. */
export const CONFIG_FORMAT = '1';

export const CONFIG_SPEC = {
  type: 'map',
  about: 'Settings of canon for this repository.',
  keys: {
    format: { type: 'one', of: [CONFIG_FORMAT], about: 'Version of the format of the .canon folder.' },
    paths: {
      type: 'map',
      about: "Folders of the records, relative to the project's root.",
      keys: {
        session: folder('sessions'),
        workstream: folder('workstreams'),
        plan: folder('plans'),
        adr: folder('decisions'),
        learning: folder('learnings'),
      },
    },
    sessions: {
      type: 'map',
      about: 'How sessions are kept.',
      keys: {
        layout: {
          type: 'one',
          of: ['flat', 'month'],
          about: 'Where new sessions go: in one folder, or in a folder for each month.',
        },
      },
    },
    default_branch: {
      type: 'text',
      about: "Branch on which derived text is written. Default: the remote's HEAD.",
    },
    derived: {
      type: 'one',
      of: ['default-branch', 'always', 'never'],
      about: 'Where INDEX files and session logs are written.',
    },
    handoff: {
      type: 'map',
      about: 'How a handoff ends.',
      keys: {
        push: {
          type: 'one',
          of: ['branch', 'own', 'never'],
          about:
            "What a handoff may push: the branch if the rest is the operator's own, canon's commits only, nothing.",
        },
        git_hooks: {
          type: 'flag',
          about: "Run the repository's pre-commit and commit-msg hooks on canon's commits.",
        },
      },
    },
    telemetry: {
      type: 'one',
      of: ['on', 'off'],
      about: 'Whether the tool calls of agents are recorded and counted.',
    },
    fold_tools: {
      type: 'dict',
      of: {
        type: 'list',
        of: { type: 'text', about: 'Name of a tool; `*` stands for any characters.' },
        about: 'Names that are counted as this one.',
      },
      about: 'Tools that are counted together, by the name they are counted under; the first match wins.',
    },
    invariants: {
      type: 'list',
      of: {
        type: 'map',
        about: 'A limit to what the agents of a session may call.',
        keys: {
          name: { type: 'text', about: 'Name of the counter, in records and warnings.' },
          tools: {
            type: 'list',
            of: { type: 'text', about: 'Name of a tool, as it is counted; `*` stands for any characters.' },
            least: 1,
            about: 'Tools whose calls are counted. Default: the one of that name.',
          },
          max: { type: 'count', about: 'As many calls are allowed in a session. Default: 0.' },
          mode: {
            type: 'one',
            of: ['warn', 'block'],
            about: 'Only say that it was broken, or also leave the record uncommitted.',
          },
        },
      },
      about: 'What must hold in every session.',
    },
    secrets: {
      type: 'map',
      about: 'What must not be committed.',
      keys: {
        patterns: {
          type: 'list',
          of: { type: 'regexp', about: 'A regular expression: bare, or /source/flags.' },
          about: 'Regular expressions of secrets, besides the rules that are always on.',
        },
        allow: {
          type: 'list',
          of: { type: 'text', about: 'Fingerprint, as the finding prints it.' },
          about: 'Fingerprints of findings that are no secrets.',
        },
      },
    },
    check: {
      type: 'map',
      about: 'What check reports.',
      keys: {
        rules: {
          type: 'dict',
          of: { type: 'one', of: ['off', 'info', 'warning', 'error'], about: 'How much a finding weighs.' },
          about: 'Weight of each rule by its name.',
        },
        hook: {
          type: 'one',
          of: ['warn', 'block', 'off'],
          about:
            'What the pre-commit hook does with errors and warnings: show them, stop the commit, nothing.',
        },
      },
    },
    import: {
      type: 'map',
      about: 'How what is already written becomes records.',
      keys: {
        sections: {
          type: 'dict',
          of: {
            type: 'list',
            of: { type: 'text', about: 'A heading, in any case.' },
            about: 'Headings that mean this section.',
          },
          about:
            'Headings of other tools, by the name of the section that they mean, besides those that canon knows.',
        },
      },
    },
    transcripts: {
      type: 'map',
      about: "What is taken from the hosts' own files of a session.",
      keys: {
        requests: {
          type: 'flag',
          about:
            "Whether the user's first and last request stand in the record, without secrets. Default: false.",
        },
      },
    },
    site: {
      type: 'map',
      about: 'The static site that is made of the records.',
      keys: {
        title: { type: 'text', about: "What it is called. Default: the name of the project's folder." },
        url: { type: 'address', about: 'Where it is published: feeds and the sitemap need it.' },
        language: { type: 'one', of: ['en', 'ru'], about: 'Language of its interface and dates.' },
        out: { type: 'folder', about: 'Where it is built. Default: _site, which is not committed.' },
        exclude: {
          type: 'list',
          of: { type: 'text', about: 'A path in which `*` stands for any characters, or `tag:NAME`.' },
          about: 'Records that are kept out of it.',
        },
      },
    },
  },
} as const satisfies Spec;

/** JSON Schema (draft 7, which editors know best) of `.canon/config.yaml`. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: '.canon/config.yaml',
    ...jsonSchemaOf(CONFIG_SPEC),
    required: ['format'],
  };
}

function jsonSchemaOf(spec: Spec): Record<string, unknown> {
  const description = spec.about;
  switch (spec.type) {
    case 'one':
      return spec.of.includes(CONFIG_FORMAT)
        ? { description, const: Number(CONFIG_FORMAT) }
        : { description, enum: spec.of };
    case 'flag':
      return { description, type: 'boolean' };
    case 'address':
      return { description, type: 'string', format: 'uri', pattern: '^https?://' };
    case 'count':
      return { description, type: 'integer', minimum: 0 };
    case 'list':
      return {
        description,
        type: 'array',
        ...(spec.least === undefined ? {} : { minItems: spec.least }),
        items: jsonSchemaOf(spec.of),
      };
    case 'dict':
      return { description, type: 'object', additionalProperties: jsonSchemaOf(spec.of) };
    case 'map':
      return {
        description,
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(spec.keys).map(([key, value]) => [key, jsonSchemaOf(value)]),
        ),
      };
    default:
      return { description, type: 'string', minLength: 1 };
  }
}
