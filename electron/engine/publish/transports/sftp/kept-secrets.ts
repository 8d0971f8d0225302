import type { SecretId } from "../../base/targets.ts";

/** A secret to be stored in the vault after a successful login. */
export interface KeptSecret {
  readonly id: SecretId;
  readonly secret: string;
}

/**
 * Returns the secrets to store after a login: those that the author wants kept, and a new password in place
 * of the old one if the server required a change. `changed` is null where nothing was changed, or the old one
 * is not stored either.
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
