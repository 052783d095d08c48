/** Runs canon with the real world: arguments, streams, environment. */
export async function run(host: NodeJS.Process): Promise<void> {
  host.stdout.write('canon\n');
}
