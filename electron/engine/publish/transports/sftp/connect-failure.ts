import { AppError } from "#contract/errors.ts";
import { serverText } from "../../base/server-data.ts";
import type { SftpTarget } from "../../base/targets.ts";
import { nothingInCommon, oldNeededFor } from "./algorithms.ts";
import type { ServerOffer } from "./server-offer.ts";

/**
 * Converts an error of ssh2 or of the network during connecting to an `AppError`. `offer` contains the
 * algorithms that the server offers; null if unknown.
 */
export function connectFailure(
  error: unknown,
  { host, port, user }: SftpTarget,
  offer: ServerOffer | null = null,
): AppError {
  if (error instanceof AppError) return error;
  const reason = serverText(error instanceof Error ? error.message : String(error));
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new AppError("publish.hostUnknown", { host }, error);
    case "ECONNREFUSED":
      return new AppError("publish.refused", { host, port }, error);
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return new AppError("publish.timeout", { host, port }, error);
    default:
  }
  if (/no matching|Unsupported algorithm/i.test(reason)) {
    return algorithmsFailure(error, host, reason, offer);
  }
  // This message means that the server has disconnected after too many attempts to log in.
  if (/authentication fail/i.test(reason)) {
    return new AppError("publish.signInFailed", { host, user }, error);
  }
  return new AppError("publish.connectionLost", { reason }, error);
}

/**
 * Returns the error for a server with which no algorithms could be agreed. If permitting outdated algorithms
 * would help, names those that are needed. Otherwise names what the server offers of each kind for which we
 * support none. If the server's offer is unknown, contains `reason`.
 */
function algorithmsFailure(
  error: unknown,
  host: string,
  reason: string,
  offer: ServerOffer | null,
): AppError {
  if (!offer) return new AppError("publish.algorithms", { host, reason }, error);
  const needed = oldNeededFor(offer);
  if (needed) {
    return new AppError("publish.oldAlgorithms", { host, algorithms: serverText(needed.join(", ")) }, error);
  }
  return new AppError("publish.algorithms", { host, reason: serverText(nothingInCommon(offer)) }, error);
}
