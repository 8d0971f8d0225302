import { AppError } from "#contract/errors.ts";
import { serverText } from "./server-data.ts";

/** Frequent messages of the network and of libraries, with plain words for them in English and Japanese. */
const causes: readonly (readonly [RegExp, string, string])[] = [
  [
    /keepalive timeout|no answer|timed? ?out/i,
    "the server no longer answered",
    "サーバーが応答しなくなりました",
  ],
  [
    /ECONNRESET|EPIPE|ECONNABORTED|connection reset by|broken pipe|connection lost/,
    "the network or the server ended it",
    "ネットワークかサーバーが切断しました",
  ],
  [
    /clos(?:ed|ing) (?:by|the|connection)|FIN packet|other side closed|before handshake|EOF$/i,
    "the server closed the connection",
    "サーバーが接続を閉じました",
  ],
  [
    /ENETDOWN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|network is unreachable|no route to host/,
    "the network was not available",
    "ネットワークにつながらなくなりました",
  ],
  [/^rclone ended/, "rclone ended", "rclone が終了しました"],
];

/**
 * Returns the error for a lost connection. `reason` is the message of the server, a library or the network.
 */
export function connectionLost(reason: string, cause?: unknown): AppError {
  const known = causes.find(([pattern]) => pattern.test(reason));
  const values = known ? { reason: known[1], "reason@ja": known[2] } : { reason: serverText(reason) };
  return new AppError("publish.connectionLost", values, cause);
}
