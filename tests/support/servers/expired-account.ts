import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { hasPam } from "./pam-service.ts";

const run = promisify(execFile);
const programs = ["useradd", "userdel", "chpasswd"].map((name) => `/usr/sbin/${name}`);

/** Whether this computer can create accounts that an sshd with PAM accepts. */
export const hasAccounts = hasPam && [...programs, "/usr/bin/chage"].every((path) => existsSync(path));

/** An account of this computer whose password has expired and must be changed at the sign-in. */
export interface ExpiredAccount {
  readonly name: string;
  /** Lines for the configuration of sshd. */
  readonly config: readonly string[];
  remove(): Promise<void>;
}

/** Creates an account with a valid but expired password. Many web hosts give such an initial password. */
export async function makeExpiredAccount(password: string): Promise<ExpiredAccount> {
  const name = `hitofude-${randomBytes(4).toString("hex")}`;
  await run("/usr/sbin/useradd", ["--no-create-home", "--no-user-group", "--shell", "/bin/sh", name]);
  const setting = spawn("/usr/sbin/chpasswd", { stdio: ["pipe", "ignore", "inherit"] });
  setting.stdin.end(`${name}:${password}\n`);
  await once(setting, "exit");
  await run("/usr/bin/chage", ["-d", "0", name]);
  const kinds = ["auth", "account", "password"].map((kind) => `${kind} required pam_unix.so`);
  await writeFile(`/etc/pam.d/${name}`, `${[...kinds, "session required pam_permit.so"].join("\n")}\n`);
  return {
    name,
    config: ["UsePAM yes", `PAMServiceName ${name}`, "PerSourcePenalties no"],
    remove: async () => {
      await rm(`/etc/pam.d/${name}`, { force: true });
      // Deletes the account even if processes of the account still run.
      await run("/usr/sbin/userdel", ["--force", name]);
    },
  };
}
