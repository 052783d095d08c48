export const cases = ({ canon, dir }) => [
  { name: 'canon --version', limit: 1.25, required: true, ...canon(dir, '--version') },
];
