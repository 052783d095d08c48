import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/** A sweep that is to run by itself. */
export interface Schedule {
  /** Absolute: Node, and canon's own script. */
  readonly node: string;
  readonly canon: string;
  /** The project's folder, absolute. */
  readonly root: string;
  /** `--idle`, as it is written: `15m`. */
  readonly idle: string;
  /** How often it runs, in milliseconds: a minute or more. */
  readonly every: number;
  /** Where programs are looked for. */
  readonly path: string;
}

/** A file that makes it run. */
export interface Unit {
  readonly file: string;
  readonly text: string;
}

/** A project's name among those that are swept: two may have folders of one name. */
export const scheduleName = (root: string): string =>
  `canon-sweep-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;

const words = ({ node, canon, root, idle }: Schedule): string[] => [
  node,
  canon,
  'sweep',
  '--repo',
  root,
  '--idle',
  idle,
];

/** A service and a timer for systemd's manager of the user. */
export function systemdUnits(schedule: Schedule, configHome: string): Unit[] {
  const { root, every, path } = schedule;
  const folder = posix.join(configHome, 'systemd/user');
  const name = scheduleName(root);
  const about = `Description=Records of agent sessions that nobody handed off in ${specifiers(root).replaceAll('\\', '/')}`;
  return [
    {
      file: posix.join(folder, `${name}.service`),
      text: `# Written by canon sweep --install; canon sweep --uninstall removes it.
[Unit]
${about}

[Service]
Type=oneshot
Environment=${systemdWord(`PATH=${path}`, false)}
ExecStart=${words(schedule)
        // The program itself is no place for a variable.
        .map((word, at) => systemdWord(word, at > 0))
        .join(' ')}
Nice=10
`,
    },
    {
      file: posix.join(folder, `${name}.timer`),
      text: `# Written by canon sweep --install; canon sweep --uninstall removes it.
[Unit]
${about}

[Timer]
OnStartupSec=2min
OnUnitActiveSec=${Math.round(every / 1000)}s
AccuracySec=1min

[Install]
WantedBy=timers.target
`,
    },
  ];
}

/** `%` begins a specifier in every value. */
const specifiers = (text: string): string => text.replaceAll('%', '%%');

/** A word in quotes, as systemd.syntax(7) reads it. In a command line `$` begins a variable. */
function systemdWord(word: string, command: boolean): string {
  const escaped = specifiers(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${command ? escaped.replaceAll('$', '$$$$') : escaped}"`;
}

/** An agent for launchd. */
export function launchdAgent(schedule: Schedule, home: string): Unit {
  const label = launchdLabel(schedule.root);
  const string = (text: string, indent: string): string => `${indent}<string>${xml(text)}</string>`;
  return {
    file: posix.join(home, 'Library/LaunchAgents', `${label}.plist`),
    text: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Written by canon sweep, install; canon sweep, uninstall removes it. -->
<plist version="1.0">
<dict>
  <key>Label</key>
${string(label, '  ')}
  <key>ProgramArguments</key>
  <array>
${words(schedule)
  .map((word) => string(word, '    '))
  .join('\n')}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
${string(schedule.path, '    ')}
  </dict>
  <key>StartInterval</key>
  <integer>${Math.round(schedule.every / 1000)}</integer>
  <key>ProcessType</key>
  <string>Background</string>
</dict>
</plist>
`,
  };
}

export const launchdLabel = (root: string): string =>
  `org.repocanon.${scheduleName(root).replace('canon-', '')}`;

const xml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0) ?? 0};`);

/** A line for `crontab -e`, where there is neither of them. */
export function crontabLine(schedule: Schedule): string {
  const minutes = Math.max(1, Math.round(schedule.every / 60_000));
  const hours = Math.round(minutes / 60);
  const when =
    minutes < 60 ? `*/${minutes} * * * *` : hours < 24 ? `0 */${Math.max(1, hours)} * * *` : '0 4 * * *';
  // cron ends a line at `%`, also in quotes.
  const command = words(schedule)
    .map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`)
    .join(' ')
    .replaceAll('%', String.raw`\%`);
  return `${when} ${command}`;
}
