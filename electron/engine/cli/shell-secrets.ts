import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";

/**
 * Reads secrets from environment variables. Deletes the variables, so that no child process inherits them.
 */
export function takeShellSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const { HITOFUDE_PASSWORD: password, HITOFUDE_PASSPHRASE: passphrase } = environment;
  delete environment.HITOFUDE_PASSWORD;
  delete environment.HITOFUDE_PASSPHRASE;
  const known = { password, passphrase };
  return { ...noSecrets, get: async ({ kind }) => known[kind] ?? null };
}
