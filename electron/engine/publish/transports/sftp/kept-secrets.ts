import type { SecretId } from "../../base/targets.ts";

/** A secret that is stored in the vault after a successful login. */
export interface KeptSecret {
  readonly id: SecretId;
  readonly secret: string;
}

/**
 * Returns the secrets to store after a login. `given`: those that the author wants stored. `changed`: the new
 * password if the server required one and the old one is stored or to be stored, otherwise null; it replaces
 * the old one.
 */
export function secretsToKeep(
  given: readonly KeptSecret[],
  changed: string | null,
  passwordId: SecretId,
): KeptSecret[] {
  if (changed === null) return [...given];
  const others = given.filter(({ id }) => id.kind !== "password");
  return [...others, { id: passwordId, secret: changed }];
}
