import { isIP } from "node:net";
import { connect } from "node:tls";
import type { FtpsTarget } from "../../base/targets.ts";

/** Time limit for the TLS handshake and the greeting after it, in milliseconds. */
const answerMs = 5000;

/** Time without a greeting, in milliseconds. Servers that look up the client's name need several seconds. */
const silenceMs = 10_000;

/** The port that is assigned to FTP with implicit TLS. */
const implicitPort = 990;

type Place = Pick<FtpsTarget, "host" | "port">;

/** Time in milliseconds after which a port without a greeting is probed for implicit TLS. */
export const msBeforeTlsProbe = ({ port }: Place): number => (port === implicitPort ? 0 : silenceMs);

/**
 * Whether a port sends an FTP greeting after a TLS handshake, as a server with implicit TLS does.
 * Such a server sends nothing before the handshake. Apart from the handshake, nothing is sent to it.
 */
export async function isImplicitFtps({ host, port }: Place): Promise<boolean> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  return new Promise((resolve) => {
    // The certificate does not matter, because the connection is closed after the greeting.
    const socket = connect({ host, port, rejectUnauthorized: false, ...name });
    const limit = setTimeout(() => end(false), answerMs);
    const end = (isFtp: boolean): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(isFtp);
    };
    socket.once("data", (greeting) => end(/^220[ -]/.test(String(greeting))));
    socket.on("error", () => end(false));
    socket.on("end", () => end(false));
    // The connection that waits for a greeting keeps the process alive, and this one does not.
    socket.unref();
    limit.unref();
  });
}
