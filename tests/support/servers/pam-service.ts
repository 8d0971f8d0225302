import { createHash, createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isRoot } from "./loopback-server.ts";
import { hasOpenSsh } from "./openssh-server.ts";

const services = "/etc/pam.d";
const modules = "/usr/lib/x86_64-linux-gnu/security";

/** Whether the tests can choose how servers check passwords. Only root can write PAM services. */
export const canMakePamServices = isRoot && existsSync(services) && existsSync(join(modules, "pam_exec.so"));

/** Whether the tests can choose the questions that sshd asks. */
export const hasPam = hasOpenSsh && canMakePamServices;

/** Whether servers on this computer can ask for one-time codes, as hosts with two-factor sign-in do. */
export const hasOneTimeCodes = hasPam && existsSync(join(modules, "pam_google_authenticator.so"));

/** The questions that a server asks at the sign-in, in this order. */
export interface PamQuestions {
  /** The password, or null if every password is accepted. */
  readonly password: string | null;
  /** A message that the server shows before the first question. */
  readonly words?: string;
  /** Asks for a one-time code after the password. The code is shown or hidden during typing. */
  readonly code?: "shown" | "hidden";
}

export interface PamService {
  /** Name of the PAM service, by which programs refer to it. */
  readonly name: string;
  /** Lines for sshd's configuration. */
  readonly config: readonly string[];
  /** Returns the current one-time code (RFC 6238, 30 s, six digits). */
  code(): string;
  remove(): Promise<void>;
}

/**
 * Creates a PAM service with the same modules as real hosts.
 * No file contains the password itself. The tests write only a digest.
 */
export async function makePamService({ password, words, code }: PamQuestions): Promise<PamService> {
  const folder = await mkdtemp("/run/hitofude-pam-");
  await chmod(folder, 0o755);
  const [check, wordsFile, codes] = [join(folder, "check"), join(folder, "words"), join(folder, "codes")];
  const digest = createHash("sha256")
    .update(password ?? "")
    .digest("hex");
  // The module pam_exec appends a zero byte to the password
  await writeFile(check, `#!/bin/sh\ntr -d '\\0' | sha256sum | grep -q '^${digest} '\n`, { mode: 0o755 });
  await writeFile(wordsFile, `${words ?? ""}\n`);
  const secret = randomBytes(20);
  await writeFile(codes, `${base32(secret)}\n" WINDOW_SIZE 3\n" TOTP_AUTH\n`, { mode: 0o400 });
  const echo = code === "shown" ? " echo_verification_code" : "";
  const lines = [
    ...(words === undefined ? [] : [`auth optional pam_echo.so file=${wordsFile}`]),
    password === null
      ? "auth required pam_permit.so"
      : `auth required pam_exec.so expose_authtok quiet ${check}`,
    ...(code === undefined
      ? []
      : [`auth required pam_google_authenticator.so user=root secret=${codes} no_increment_hotp${echo}`]),
    "account required pam_permit.so",
    "session required pam_permit.so",
  ];
  // PAM looks for the names of services in lower case
  const name = basename(folder).toLowerCase();
  await writeFile(join(services, name), `${lines.join("\n")}\n`);
  return {
    name,
    config: ["UsePAM yes", `PAMServiceName ${name}`, "PerSourcePenalties no"],
    code: () => oneTimeCode(secret, Math.floor(Date.now() / 30_000)),
    remove: async () => {
      await rm(join(services, name), { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** RFC 4226, section 5.3. */
function oneTimeCode(secret: Buffer, counter: number): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac("sha1", secret).update(moment).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** RFC 4648, section 6. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join("");
}
