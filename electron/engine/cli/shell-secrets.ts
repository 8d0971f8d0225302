import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";

/**
 * Secrets for unattended runs come from the environment; they are never stored. They are taken out of it, so that no program that is
 * started from here is given them.
 */
export function takeShellSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const { HITOFUDE_PASSWORD: password, HITOFUDE_PASSPHRASE: passphrase } = environment;
  delete environment.HITOFUDE_PASSWORD;
  delete environment.HITOFUDE_PASSPHRASE;
  const known = { password, passphrase };
  return { ...noSecrets, get: async ({ kind }) => known[kind] ?? null };
}
