import type { Duplex } from "node:stream";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";

/** The kind of service that answers although a server for SSH 2 was expected. */
export type OtherService = "ftp" | "web" | "mail" | "oldSsh" | "other";

/** Maximum number of bytes that an SSH server may send before its version. */
const maxBytes = 16 * 1024;

/** The first bytes from a server. */
export interface Greeting {
  /** Whether the SSH version has arrived. */
  readonly isSsh: boolean;
  /** The text that the server sent before its SSH version. */
  readonly text: string;
  /** The text that the server sent after its SSH version. "" if it sent packets of SSH or nothing. */
  readonly textAfter: string;
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
  let bytes: Buffer = Buffer.alloc(0);
  /** `bytes` as text, with one character for each byte. */
  let seen = "";
  let hasVersion = false;
  const watch = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    seen = bytes.toString("latin1");
    if (bytes.length > maxBytes) socket.off("data", watch);
    if (hasVersion) return;
    hasVersion = versionLine.test(seen);
    if (hasVersion) onSsh();
    const service = hasVersion ? null : serviceOf(seen);
    if (!service) return;
    socket.off("data", watch);
    onOther(service);
  };
  socket.on("data", watch);
  return () => {
    const {
      index,
      0: { length },
    } = versionLine.exec(seen) ?? { index: bytes.length, 0: "" };
    const [text, after] = [bytes.subarray(0, index), bytes.subarray(index + length)].map(textOf);
    // Packets of SSH begin with their length, and so with a zero byte.
    return { isSsh: hasVersion, text: text ?? "", textAfter: firstLines(after ?? "") };
  };
}

/** The line with the version of SSH 2. Its line end may be missing if it has not arrived yet. */
const versionLine = /^SSH-(?:2\.0|1\.99)-[^\n]*\n?/m;

function textOf(bytes: Buffer): string {
  return decodeUtf8Strict(bytes) ?? decodeByGuess(bytes);
}

/** Returns the beginning of a text, up to the first control character other than a line end. */
function firstLines(text: string): string {
  return /^[^\p{Cc}]*(?:\r?\n[^\p{Cc}]+)*/u.exec(text)?.[0].trim() ?? "";
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
