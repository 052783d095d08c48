/** Markdown files are bundled as text, and so are scripts for the shell. */
declare module '*.md' {
  const text: string;
  export default text;
}
declare module '*.sh' {
  const text: string;
  export default text;
}
