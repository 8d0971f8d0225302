import type { Duplex } from "node:stream";

/** The kind of service that answers although a server for SSH 2 was expected. */
export type OtherService = "ftp" | "web" | "mail" | "oldSsh" | "other";

/** Maximum number of bytes that an SSH server may send before its version. */
const maxBytes = 16 * 1024;

/** The text that a server sent before its SSH version. `isSsh` says whether the version has arrived. */
export interface Greeting {
  readonly isSsh: boolean;
  readonly text: string;
}

/**
 * Calls `onSsh` or `onOther` as soon as the first bytes show whether the server speaks SSH 2.
 * Returns a function that returns the greeting so far.
 */
export function watchGreeting(
  socket: Duplex,
  onSsh: () => void,
  onOther: (service: OtherService) => void,
): () => Greeting {
  let seen = "";
  let hasVersion = false;
  const watch = (bytes: Buffer): void => {
    seen += bytes.toString("latin1");
    const isSsh = /^SSH-(?:2\.0|1\.99)-/m.test(seen);
    const service = isSsh ? null : serviceOf(seen);
    if (isSsh || service) socket.off("data", watch);
    hasVersion = isSsh;
    if (isSsh) onSsh();
    if (service) onOther(service);
  };
  socket.on("data", watch);
  return () => ({ isSsh: hasVersion, text: seen });
}

/** Recognises a service by its first bytes, `text`. Returns null if the bytes may still belong to SSH. */
function serviceOf(text: string): OtherService | null {
  const isWhole = text.includes("\n");
  if (/^SSH-1\./m.test(text)) return "oldSsh";
  // A web server for HTTPS answers with an alert of TLS, which begins with `\x15\x03`.
  if (text.startsWith("HTTP/") || text.startsWith("<") || text.startsWith("\u0015\u0003")) return "web";
  if (/^(?:\+OK|\* OK)/.test(text) || (isWhole && /^220[ -].*SMTP/i.test(text))) return "mail";
  if (isWhole && /^[125]\d\d[ -]/.test(text)) return "ftp";
  return text.length > maxBytes ? "other" : null;
}
