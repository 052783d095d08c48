/** Whether a tool of that name runs a command in a shell. */
export const isShell = (tool: string): boolean =>
  /^(?:bash|shell|exec_command|local_shell|powershell)$/i.test(tool);
