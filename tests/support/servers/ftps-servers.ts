import { type ChildProcess, execFile, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FtpsTarget, Secrets } from "#engine/publish/base/targets.ts";
import { ftpServersFolder } from "../../../scripts/setup/ftp-servers.mjs";
import {
  type AccountFolders,
  accountFolders,
  endServer,
  guardedFolder,
  isRoot,
  listening,
  onFreePort,
} from "./loopback-server.ts";
import { launchProftpd } from "./proftpd.ts";
import { canMakePamServices, makePamService } from "./pam-service.ts";

const run = promisify(execFile);

/** Returns the path of a program: installed, or unpacked by the set-up because its package conflicts. */
const programOf = (path: string): string =>
  existsSync(path) ? path : join(ftpServersFolder, path.replace(/^\//, ""));
const vsftpd = programOf("/usr/sbin/vsftpd");
const pureFtpd = programOf("/usr/sbin/pure-ftpd");
const purePw = programOf("/usr/bin/pure-pw");

/** The password that every test server accepts. */
export const ftpsPassword = "p 筆 w";

/** A real FTP server on loopback that requires TLS and has a self-signed certificate. */
export interface FtpsServer extends AccountFolders {
  readonly port: number;
  /** Range of ports for data connections. */
  readonly ports: PortRange;
  readonly knownHostsFile: string;
  /** SHA-256 fingerprint of the certificate, as OpenSSL prints it. */
  readonly fingerprint: string;
  /** A vault that contains the password. */
  readonly secrets: Secrets;
  target(changes?: Partial<FtpsTarget>): FtpsTarget;
  stop(): Promise<void>;
}

interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Options of a server, written as in the server's own configuration. */
interface FtpsOptions {
  /** More lines for the configuration file or, for Pure-FTPd, more options for the command line. */
  readonly more?: readonly string[];
}

/** A server program that may be missing on this computer. */
export interface FtpsFamily {
  readonly name: string;
  readonly isHere: boolean;
  start(options?: FtpsOptions): Promise<FtpsServer>;
}

/** An account of the system whose home folder exists, as vsftpd requires. */
const vsftpdUser = "daemon";

export const vsftpdFamily: FtpsFamily = {
  name: "vsftpd",
  isHere: canMakePamServices && existsSync(vsftpd),
  start: async ({ more = [] } = {}) => {
    // Inside vsftpd, pam_exec cannot wait for its program, so this server accepts every password.
    const pam = await makePamService({ password: null });
    const server = await start(
      async ({ folder, port, certificate, key, ports }) => {
        // vsftpd refuses a configuration file of another user, and refuses a writable empty folder.
        const empty = join(folder, "empty");
        await mkdir(empty, { mode: 0o555, recursive: true });
        const config = {
          listen: "YES",
          background: "NO",
          listen_address: "127.0.0.1",
          listen_port: port,
          anonymous_enable: "NO",
          local_enable: "YES",
          write_enable: "YES",
          local_umask: "022",
          guest_enable: "YES",
          guest_username: vsftpdUser,
          virtual_use_local_privs: "YES",
          allow_writeable_chroot: "YES",
          local_root: join(folder, "home"),
          pam_service_name: pam.name,
          secure_chroot_dir: empty,
          seccomp_sandbox: "NO",
          xferlog_enable: "NO",
          utf8_filesystem: "YES",
          ssl_enable: "YES",
          force_local_logins_ssl: "YES",
          force_local_data_ssl: "YES",
          require_ssl_reuse: "YES",
          rsa_cert_file: certificate,
          rsa_private_key_file: key,
          pasv_min_port: ports.first,
          pasv_max_port: ports.last,
        };
        const own = new Set(more.map((line) => line.split("=")[0]));
        const lines = Object.entries(config).filter(([name]) => !own.has(name));
        const file = join(folder, "vsftpd.conf");
        await writeFile(file, `${[...lines.map((line) => line.join("=")), ...more].join("\n")}\n`);
        return spawn(vsftpd, [file], { stdio: "ignore" });
      },
      { account: vsftpdUser },
    );
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await pam.remove();
      },
    };
  },
};

export const proftpdFamily: FtpsFamily = {
  name: "ProFTPD",
  isHere: existsSync("/usr/lib/proftpd/mod_tls.so"),
  start: async ({ more = [] } = {}) =>
    start(async ({ folder, port, user, certificate, key, ports }) =>
      launchProftpd(
        { folder, port, user },
        {
          password: await passwordHash(),
          modules: ["mod_ls", "mod_xfer", "mod_facts", "mod_tls"],
          lines: [
            `PassivePorts ${ports.first} ${ports.last}`,
            "TLSEngine on",
            "TLSRequired on",
            `TLSLog ${join(folder, "tls-log")}`,
            `TLSRSACertificateFile ${certificate}`,
            `TLSRSACertificateKeyFile ${key}`,
            ...more,
          ],
        },
      ),
    ),
};

export const pureFtpdFamily: FtpsFamily = {
  name: "Pure-FTPd",
  isHere: isRoot && existsSync(pureFtpd) && existsSync(purePw),
  start: async ({ more = [] } = {}) =>
    start(
      async ({ folder, port, user, certificate, key, ports }) => {
        const [accounts, database] = [join(folder, "accounts"), join(folder, "accounts.pdb")];
        const { stdout: ids } = await run("id", ["-u", user]);
        const { stdout: groups } = await run("id", ["-g", user]);
        // pure-pw can only read a password from a terminal, so the test writes the line of the password file.
        const account = [
          user,
          await passwordHash(),
          ids.trim(),
          groups.trim(),
          "",
          `${join(folder, "home")}/./`,
        ];
        await writeFile(accounts, `${account.join(":")}::::::::::::\n`, { mode: 0o600 });
        await run(purePw, ["mkdb", database, "-f", accounts]);
        const options = ["-S", `127.0.0.1,${port}`, "-E", "-H", "-u", "1", "-A", "-Y", "2", "-j"];
        const places = ["-l", `puredb:${database}`, "-p", `${ports.first}:${ports.last}`];
        const files = [`--certfile=${certificate},${key}`, "-g", join(folder, "pid")];
        return spawn(pureFtpd, [...options, ...places, ...files, ...more], { stdio: "ignore" });
      },
      { seenAs: "/" },
    ),
};

export const ftpsFamilies = [vsftpdFamily, proftpdFamily, pureFtpdFamily] as const;

async function passwordHash(): Promise<string> {
  const { stdout } = await run("openssl", ["passwd", "-1", ftpsPassword]);
  return stdout.trim();
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly user: string;
  readonly certificate: string;
  readonly key: string;
  readonly ports: PortRange;
}

/** Starts a server with separate folders. `seenAs` is the home folder's path as the server shows it. */
async function start(
  launch: (place: Place) => Promise<ChildProcess>,
  { seenAs, account = "nobody" }: { readonly seenAs?: string; readonly account?: string } = {},
): Promise<FtpsServer> {
  const user = isRoot ? account : userInfo().username;
  const folder = await mkdtemp(join(guardedFolder(), "hitofude-ftps-"));
  await chmod(folder, 0o755);
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=ftp.example.jp", "-addext", "subjectAltName=DNS:ftp.example.jp"];
  const made = [
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "30",
    "-keyout",
    key,
    "-out",
    certificate,
  ];
  await run("openssl", ["req", ...made, ...subject]);
  const folders = await accountFolders(folder, user);
  const { port, ports, server } = await onFreePort(async (port) => {
    // Between the ports of practice sites and those that Linux assigns by itself.
    const first = 32_000 + (port % 568);
    const ports = { first, last: first + 199 };
    const server = await launch({ folder, port, user, certificate, key, ports });
    await listening(port, server);
    return { port, ports, server };
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const { fingerprint256 } = new X509Certificate(await readFile(certificate));
  return {
    ...folders,
    port,
    ports,
    knownHostsFile: join(folder, "known_hosts"),
    fingerprint: fingerprint256,
    secrets: { get: async () => ftpsPassword, set: async () => undefined, remove: async () => undefined },
    target: (changes = {}) => ({
      kind: "ftps",
      host: "127.0.0.1",
      port,
      user,
      directory: seenAs === undefined ? folders.documentRoot : "/public_html",
      url: "",
      fileMode: "644",
      directoryMode: "755",
      ...changes,
    }),
    stop: async () => {
      await endServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
