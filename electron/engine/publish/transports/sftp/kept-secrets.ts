import type { SecretId } from "../../base/targets.ts";

/** A secret that goes into the vault when the server lets us in. */
export interface KeptSecret {
  readonly id: SecretId;
  readonly secret: string;
}

/**
 * What goes into the vault after a sign-in: what the author wants kept, and where the server has had its password changed on the way, the new one
 * in the place of the old. `changed` is null where nothing was changed, or the old one is not kept either.
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
