/** A session record as canon writes it, with what a test cares about. */
export function sessionText(
  id: string,
  { title = `Session ${id}`, created = '2026-05-11T10:00:00+02:00', extra = '', body = '' } = {},
): string {
  return `---
title: ${title}
operator: ${id.startsWith('SK') ? 'sergei' : 'roman'}
${extra}kind: session
id: ${id}
status: handed-off
created: ${created}
---

# ${id} — ${title}
${body}`;
}

/** A workstream with its tasks. */
export const workstreamText = (title: string, tasks = '- [x] P1. One\n- [ ] P2. Two\n'): string => `---
title: ${title}
owner: roman
status: active
kind: workstream
created: 2026-05-01
---

# ${title}

## Tasks

${tasks}`;
