// Prints for a person at 80 columns. Without a terminal, or with NO_COLOR, it is plain text.

const WIDTH = 80;
const colour = process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';

const style = (open, close) => (text) => (colour ? `\u001B[${open}m${text}\u001B[${close}m` : text);
export const bold = style(1, 22);
export const dim = style(2, 22);
export const accent = style(36, 39);
export const red = style(31, 39);

/** Whether what canon prints may go to the terminal as it is. */
export const colours = colour;

// Whoever reads along may have seen enough: `npm start | head` is no failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

export const print = (line = '') => process.stdout.write(`${line}\n`);

/** A chapter: its name at the left, what o'clock it is at the right, and why it is worth reading. */
export function chapter(name, clock, why) {
  print();
  print();
  const gap = ' '.repeat(Math.max(1, WIDTH - name.length - clock.length));
  print(clock === '' ? bold(name) : `${bold(name)}${gap}${dim(clock)}`);
  for (const line of wrap(why, WIDTH)) print(dim(line));
  print();
}

/** A command as somebody would type it. */
export const typed = (who, command) => print(`${dim(`${who} $`)} ${accent(command)}`);

/** A line of the story. */
export const tell = (text) => {
  for (const line of wrap(text, WIDTH - 2)) print(`  ${line}`);
};

/** Two columns: a short name, and what there is to say of it. */
export function pair(name, text, width = 10) {
  const [first = '', ...rest] = wrap(text, WIDTH - width - 2);
  print(`  ${dim(name.padEnd(width))}${first}`);
  for (const line of rest) print(`  ${' '.repeat(width)}${line}`);
}

function wrap(text, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
