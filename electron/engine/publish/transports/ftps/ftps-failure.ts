import { setTimeout as wait } from "node:timers/promises";
import { FTPError } from "basic-ftp";
import { AppError, messageOf } from "#contract/errors.ts";
import { connectionLost } from "../../base/connection-lost.ts";
import { RemoteError, remoteStatus } from "../../base/remote-files.ts";
import { serverText } from "../../base/server-data.ts";

/** Messages of basic-ftp for a control connection, or a transfer that has begun, without an answer. */
const unanswered = /^Timeout \((?:control|data) socket\)/;

/** Reply codes (RFC 959, RFC 4217) for a data connection that could not be opened or encrypted. */
const dataCodes = new Set([425, 522]);

/** Reply codes for a connection that the server closes, and for a transfer that the network has broken. */
const lostCodes = new Set([421, 426]);

const isUnsupported = (code: number): boolean => code >= 500 && code <= 504;

/**
 * Converts an error of basic-ftp to an error of this program.
 * A refusal by the server becomes a `RemoteError`, and a lost connection becomes an `AppError`.
 * FTP has one reply code for most refusals, so the server's text decides the status.
 * The resulting status is "failure" if the server's text does not name the cause.
 */
export function ftpsFailure(operation: string, path: string, error: unknown): Error {
  if (error instanceof AppError || error instanceof RemoteError) return error;
  const reason = serverText(messageOf(error));
  if (!(error instanceof FTPError)) {
    return !isUnanswered(error) && /data (?:connection|socket)/i.test(reason)
      ? new AppError("publish.dataConnection", { reason }, error)
      : connectionLost(reason, error);
  }
  if (dataCodes.has(error.code)) return new AppError("publish.dataConnection", { reason }, error);
  if (lostCodes.has(error.code)) return connectionLost(reason, error);
  return new RemoteError(operation, path, statusOf(error.code, reason), reason);
}

/**
 * Whether the server has not answered within the time limit.
 * A data connection that could not be opened does not count.
 */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "publish.timeout" || isUnanswered(error.cause);
  return error instanceof Error && unanswered.test(error.message);
}

/** Pauses in milliseconds before a request is sent again. */
const pauses = [200, 1000];

/**
 * Runs a request that changes nothing. Repeats the request after a temporary refusal, at most twice.
 * Then rejects with `publish.remoteFailed`, because callers could take a `RemoteError` for a missing file.
 */
export async function againIfTemporary<T>(request: () => Promise<T>): Promise<T> {
  for (const pause of [...pauses, null]) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof RemoteError) || !isTemporary(error)) throw error;
      const { operation, path, reason } = error;
      if (pause === null) throw new AppError("publish.remoteFailed", { operation, path, reason }, error);
      await wait(pause);
    }
  }
  throw new Error("unreachable");
}

/** Reply codes 4xx (RFC 959, section 4.2) mean a temporary refusal, unless the text names another cause. */
function isTemporary({ status, reason }: RemoteError): boolean {
  return status === remoteStatus.failure && /^4\d\d/.test(reason);
}

function statusOf(code: number, reason: string): number {
  if (/no such|not found|does(?:n't| not) exist|ENOENT/i.test(reason)) return remoteStatus.noSuchFile;
  if (/permission denied|access (?:is )?denied|not permitted|forbidden|prohibited|read-only/i.test(reason)) {
    return remoteStatus.permissionDenied;
  }
  return isUnsupported(code) ? remoteStatus.unsupported : remoteStatus.failure;
}
