import { type ChildProcess, execFile, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder that contains the user's `home`, and the account of this computer that the server uses. */
interface Place {
  readonly folder: string;
  readonly port: number;
  readonly user: string;
}

interface ProftpdOptions {
  /** Hash of the user's password, or `*` if the user has no password. */
  readonly password: string;
  readonly modules: readonly string[];
  /** Lines of the configuration in addition to the lines that all servers have. */
  readonly lines: readonly string[];
}

/** Starts ProFTPD on loopback for one user. */
export async function launchProftpd(
  { folder, port, user }: Place,
  { password, modules, lines }: ProftpdOptions,
): Promise<ChildProcess> {
  const [uid = "", gid = "", group = ""] = await Promise.all(
    ["-u", "-g", "-gn"].map(async (what) => (await run("id", [what, user])).stdout.trim()),
  );
  const account = [user, password, uid, gid, "", join(folder, "home"), "/bin/sh"];
  await writeFile(join(folder, "passwd"), `${account.join(":")}\n`, { mode: 0o600 });
  const config = [
    ...modules.map((name) => `LoadModule ${name}.c`),
    "ServerType standalone",
    "DefaultAddress 127.0.0.1",
    "UseIPv6 off",
    "SocketBindTight on",
    `Port ${port}`,
    `User ${user}`,
    `Group ${group}`,
    `PidFile ${join(folder, "pid")}`,
    `ScoreboardFile ${join(folder, "scoreboard")}`,
    `SystemLog ${join(folder, "log")}`,
    "WtmpLog off",
    "AuthOrder mod_auth_file.c",
    `AuthUserFile ${join(folder, "passwd")}`,
    "RequireValidShell off",
    "UseFtpUsers off",
    ...(lines.some((line) => line.startsWith("AllowOverwrite ")) ? [] : ["AllowOverwrite on"]),
    ...lines,
  ];
  const file = join(folder, "proftpd.conf");
  await writeFile(file, `${config.join("\n")}\n`);
  return spawn("/usr/sbin/proftpd", ["-n", "-q", "-c", file], { stdio: "ignore" });
}
