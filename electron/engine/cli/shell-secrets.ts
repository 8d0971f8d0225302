import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";

/**
 * Reads secrets from environment variables. Deletes the variables, so that no child process inherits them.
 * An empty variable contains no secret: CI services leave a variable empty if its secret is not configured.
 */
export function takeShellSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const { HITOFUDE_PASSWORD: password, HITOFUDE_PASSPHRASE: passphrase } = environment;
  delete environment.HITOFUDE_PASSWORD;
  delete environment.HITOFUDE_PASSPHRASE;
  const known = { password: password || null, passphrase: passphrase || null };
  return { ...noSecrets, get: async ({ kind }) => known[kind] ?? null };
}
