/** `.canon/config.yaml` as `init` writes it: the format, and every setting with its default as a comment. */
export const CONFIG_TEXT = `# Settings of canon for this repository. Everything but \`format\` may be left out; what is commented out
# shows the default.
format: 1

# Folders of the records, relative to the folder that holds .canon.
# paths:
#   session: docs/sessions
#   workstream: workstreams
#   plan: plans
#   adr: docs/decisions
#   learning: docs/learnings

# New sessions in one folder (flat), or in a folder for each month (month: 2026/05/). Readers look in both.
# sessions:
#   layout: flat

# INDEX files and Session Logs are written on the default branch only, so that branches never conflict in
# them: default-branch | always | never. The default branch is the remote's HEAD, else main or master.
# derived: default-branch
# default_branch: main

# handoff:
#   push: branch        # branch: when all that is unpushed is yours or canon's | own: canon's only | never
#   git_hooks: false    # run the repository's pre-commit and commit-msg hooks on canon's commits

# The tool calls of agents are counted for the session's record: on | off.
# telemetry: on

# Tools that are counted as one, and what must hold of every session. A broken invariant is a warning;
# with \`mode: block\` the record is written and not committed.
# fold_tools:
#   mcp__notion: ['mcp__notion__*', 'mcp__plugin_*_notion__*']
# invariants:
#   - name: mcp__notion
#     max: 0
#     mode: warn

# What must never be committed, besides the usual secrets: regular expressions. \`allow\` takes the
# fingerprints of findings that are none.
# secrets:
#   patterns: []
#   allow: []

# How much a finding of \`canon check\` weighs: off | info | warning | error.
# check:
#   rules:
#     broken-link: error
#   hook: warn            # of the pre-commit hook (\`canon init --git-hooks\`): warn | block | off

# The site that \`canon site build\` makes. A folder other than _site that git does not ignore is committed: a
# handoff on the default branch renders it. \`exclude\` keeps records out everywhere.
# site:
#   title: Our work                        # default: the name of the folder
#   url: https://example.com/our-work/     # feeds and the sitemap need it
#   language: en                           # en | ru
#   out: _site
#   exclude: ['docs/private/**', 'tag:internal']
`;
