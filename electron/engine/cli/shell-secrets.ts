import { noSecrets, type Secrets } from "#engine/publishing/targets.ts";

/** Secrets for unattended runs come from the environment; they are never stored. */
export function shellSecrets({ HITOFUDE_PASSWORD, HITOFUDE_PASSPHRASE }: NodeJS.ProcessEnv): Secrets {
  const known = { password: HITOFUDE_PASSWORD, passphrase: HITOFUDE_PASSPHRASE };
  return { ...noSecrets, get: async ({ kind }) => known[kind] ?? null };
}
