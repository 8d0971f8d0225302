import { isIP } from "node:net";
import { connect } from "node:tls";
import type { FtpsTarget } from "../../base/targets.ts";

/** Time limit for the TLS handshake, in milliseconds. */
const handshakeMs = 5000;

/** Time in milliseconds after which a port without a greeting is asked whether it expects TLS. */
const silenceMs = 3000;

/** The port that is assigned to FTP with implicit TLS. */
const implicitPort = 990;

type Place = Pick<FtpsTarget, "host" | "port">;

/** How long to wait for a greeting before a port is asked whether it expects TLS, in milliseconds. */
export const askTlsAfter = ({ port }: Place): number => (port === implicitPort ? 0 : silenceMs);

/**
 * Whether a port completes a TLS handshake at once, as a server with implicit TLS does.
 * Such a server sends no greeting before the handshake. Nothing is sent over the connection.
 */
export async function speaksTlsAtOnce({ host, port }: Place): Promise<boolean> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  return new Promise((resolve) => {
    // The certificate does not matter, because the connection is closed after the handshake.
    const socket = connect({ host, port, rejectUnauthorized: false, ...name }, () => end(true));
    const limit = setTimeout(() => end(false), handshakeMs);
    const end = (answers: boolean): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(answers);
    };
    socket.on("error", () => end(false));
    // The connection that waits for a greeting keeps the process alive, and this one does not.
    socket.unref();
    limit.unref();
  });
}
