import { AppError } from "#contract/errors.ts";
import { serverText } from "./server-data.ts";

/** Frequent messages of the network and of libraries, with plain words for them in English and Japanese. */
const causes: readonly (readonly [RegExp, string, string])[] = [
  [
    /keepalive timeout|no answer|timed? ?out|deadline exceeded/i,
    "the server no longer answered",
    "サーバーが応答しなくなりました",
  ],
  [
    /ECONNRESET|EPIPE|ECONNABORTED|connection reset by|broken pipe|connection lost|wsarecv|wsasend/,
    "the network or the server ended it",
    "ネットワークかサーバーが切断しました",
  ],
  [
    /clos(?:ed|ing) (?:by|the|connection)|FIN packet|other side closed|before handshake|EOF$/i,
    "the server closed the connection",
    "サーバーが接続を閉じました",
  ],
  [
    /ENETDOWN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|network is (?:unreachable|down)|host is down|no route to host/,
    "the network was not available",
    "ネットワークにつながらなくなりました",
  ],
  [
    /no such host|server misbehaving|temporary failure in name resolution/i,
    "the server’s name was not found",
    "サーバー名が見つかりませんでした",
  ],
  [/connection refused|connectex/, "the server refused the connection", "サーバーが接続を断りました"],
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
