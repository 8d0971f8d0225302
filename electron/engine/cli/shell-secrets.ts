import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";

/** Reads and deletes the environment variables with secrets, so that child processes inherit none. */
export function takeShellSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const { HITOFUDE_PASSWORD: password, HITOFUDE_PASSPHRASE: passphrase } = environment;
  delete environment.HITOFUDE_PASSWORD;
  delete environment.HITOFUDE_PASSPHRASE;
  const known = { password, passphrase };
  return { ...noSecrets, get: async ({ kind }) => known[kind] ?? null };
}
