import { AppError } from "#contract/errors.ts";
import { serverText } from "../server-text.ts";
import type { SftpTarget } from "../targets.ts";

/** Turns what ssh2 and the network say while connecting into a coded error. */
export function connectFailure(error: unknown, { host, port, user }: SftpTarget): AppError {
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
    return new AppError("publish.algorithms", { host, reason }, error);
  }
  // The server hung up on us after too many attempts.
  if (/authentication fail/i.test(reason)) {
    return new AppError("publish.signInFailed", { host, user }, error);
  }
  return new AppError("publish.connectionLost", { reason }, error);
}
