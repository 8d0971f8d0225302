import { AppError, messageOf } from "#contract/errors.ts";
import { connectionLost } from "../../base/connection-lost.ts";
import { serverText } from "../../base/server-data.ts";
import type { SftpTarget } from "../../base/targets.ts";
import { nothingInCommon, oldNeededFor } from "./algorithms.ts";
import type { Greeting } from "./server-greeting.ts";
import type { ServerOffer } from "./server-offer.ts";

/** Makes an `AppError` from an error that ssh2 or the network has reported during connecting. */
export function connectFailure(
  error: unknown,
  { host, port, user, signIn, key }: Pick<SftpTarget, "host" | "port" | "user" | "signIn" | "key">,
  offer: ServerOffer | null = null,
): AppError {
  if (error instanceof AppError) return error;
  const reason = serverText(messageOf(error));
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
  // ssh2 reports "authentication fail" if the server disconnects after too many login attempts.
  if (/authentication fail/i.test(reason)) {
    // Without a chosen key, the agent offers all its keys, but servers accept only a few attempts.
    if (signIn === "agent" && key === undefined) {
      return new AppError("publish.agentManyKeys", { host, user }, error);
    }
    return new AppError("publish.signInFailed", { host, user }, error);
  }
  return connectionLost(reason, error);
}

/**
 * Returns a more specific error if the server sent no SSH version, or sent something other than SSH after it.
 * For instance, a server that blocks a client for a while closes the connection at once.
 */
export function explainGreeting(
  error: unknown,
  { isSsh, text, textAfter }: Greeting,
  { host, port }: Pick<SftpTarget, "host" | "port">,
): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  if (isSsh) {
    if (!/packet length/i.test(error.message)) return error;
    const words = serverText(textAfter);
    return new AppError("publish.sshGarbled", { host, port, words: words === "" ? "none" : words }, error);
  }
  const isClosed =
    /before handshake|closed the connection/i.test(error.message) || hasCode(error, "ECONNRESET");
  if (!isClosed) return error;
  const words = serverText(text.trim());
  return new AppError("publish.closedAtOnce", { host, port, words: words === "" ? "none" : words }, error);
}

function hasCode(error: Error, code: string): boolean {
  return "code" in error && error.code === code;
}

/**
 * Returns the error for a server that shares no algorithms with this client.
 * If the author can connect by permitting outdated algorithms, the error names these algorithms.
 * If no outdated algorithm would help, the error names the server's algorithms.
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
