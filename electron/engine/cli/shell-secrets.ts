import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";

/**
 * Reads the secrets of unattended runs from environment variables, without storing them.
 * Deletes the variables, so that child processes do not inherit them.
 */
export function takeShellSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const { HITOFUDE_PASSWORD: password, HITOFUDE_PASSPHRASE: passphrase } = environment;
  delete environment.HITOFUDE_PASSWORD;
  delete environment.HITOFUDE_PASSPHRASE;
  const known = { password, passphrase };
  return { ...noSecrets, get: async ({ kind }) => known[kind] ?? null };
}
