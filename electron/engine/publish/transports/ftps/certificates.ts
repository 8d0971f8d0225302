import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { TLSSocket } from "node:tls";
import { AppError } from "#contract/errors.ts";
import type { CertificateFacts } from "#contract/types/publish-run-types.ts";
import { systemCode } from "#contract/file-retries.ts";
import { appendFile } from "#engine/base/files/change-files.ts";
import { serverText } from "../../base/server-data.ts";
import type { Ask } from "../../base/targets.ts";
import { readHostsFile } from "../sftp/host-keys.ts";
import { judgeHostKey, parseKnownHosts } from "../sftp/known-hosts.ts";

/** In Hitofude's file of known hosts, lines of this type contain SHA-256 digests of certificates. */
const lineType = "certificate-sha256";

/** The values `jump` and `to` of errors that SFTP also has. An FTPS server is never a jump host. */
const direct = { jump: "none", to: "" } as const;

export interface CertificateOptions {
  readonly host: string;
  readonly port: number;
  /** Hitofude's file of known hosts. It also contains the accepted certificates. */
  readonly knownHostsFile: string;
  readonly ask: Ask;
  /** Fingerprints that the author has set. If the list has entries, other certificates are refused. */
  readonly named: readonly string[];
}

/**
 * Decides whether the certificate of an FTP server is trusted.
 * As in a web browser, a certificate is trusted if an authority has signed it for the host.
 * Many web hosts sign their own certificates, so the author is asked once about an untrusted certificate.
 */
export class Certificates {
  readonly #options: CertificateOptions;
  /** Digests of the certificates that the author has accepted since the program was started. */
  readonly #accepted: Buffer[] = [];

  constructor(options: CertificateOptions) {
    this.#options = options;
  }

  /** Resolves if the certificate of a connection is trusted. Otherwise rejects with an `AppError`. */
  async check(socket: TLSSocket): Promise<void> {
    const { host, named, ask } = this.#options;
    const { fingerprint256: fingerprint = "" } = socket.getPeerCertificate();
    const digest = Buffer.from(fingerprint.replaceAll(":", ""), "hex");
    if (digest.length === 0) throw new AppError("publish.hostKeyRejected", { host, ...direct });
    if (named.length > 0 && !named.includes(fingerprint)) {
      throw new AppError("publish.hostKeyOther", { host, ...direct, fingerprint, named: named.join(" ") });
    }
    if (socket.authorized || this.#accepted.some((one) => one.equals(digest))) return;
    const state = await this.#judge(digest);
    if (state === "known") return;
    if (named.length === 0) {
      const certificate = factsOf(socket, state !== "unknown");
      const key = { host, keyType: "X.509", fingerprint };
      const answer = await ask({ kind: "hostKey", ...key, certificate });
      if (!answer.accept) throw new AppError("publish.hostKeyUnknown", { ...key, ...direct });
    }
    this.#accepted.push(digest);
    // If the certificate cannot be stored, the author is asked about it again at the next publish.
    await this.#remember(digest).catch(() => undefined);
  }

  /** The server's name in the file of known hosts. Its slashes distinguish it from the names of SSH hosts. */
  get #name(): string {
    return `ftps://${this.#options.host.toLowerCase()}:${this.#options.port}`;
  }

  async #judge(digest: Buffer) {
    const text = await readHostsFile(this.#options.knownHostsFile);
    const lines = parseKnownHosts(text).filter(({ keyType }) => keyType === lineType);
    return judgeHostKey(lines, this.#name, digest);
  }

  async #remember(digest: Buffer): Promise<void> {
    const { knownHostsFile } = this.#options;
    await mkdir(dirname(knownHostsFile), { recursive: true });
    const line = `${this.#name} ${lineType} ${digest.toString("base64")}\n`;
    await appendFile(knownHostsFile, line, { mode: 0o600 });
  }
}

const problems: Readonly<Record<string, CertificateFacts["problem"]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "selfSigned",
  ERR_TLS_CERT_ALTNAME_INVALID: "name",
  CERT_HAS_EXPIRED: "expired",
};

/** Returns the details by which the author can recognise a certificate. */
function factsOf(socket: TLSSocket, isChanged: boolean): CertificateFacts {
  const { subject, issuer, valid_to: until } = socket.getPeerCertificate();
  const error: unknown = socket.authorizationError;
  const code = systemCode(error) || String(error);
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    until: Number.isNaN(Date.parse(until)) ? "" : new Date(until).toISOString(),
    problem: problems[code] ?? "issuer",
    isChanged,
  };
}

/** Returns the common names of a certificate's owner, or else the names of the organisation. */
function nameOf(names: Readonly<Record<string, string | string[] | undefined>> | undefined): string {
  return serverText([names?.CN ?? names?.O ?? "?"].flat().join(", "));
}
