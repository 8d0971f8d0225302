import { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import { readRcloneRemote } from "./rclone-remote.ts";
import { isAccount, isFolderPath, isHost, isWebAddress } from "./target-values.ts";

/** Returns a schema of texts that satisfy a condition. `code`: the error to report for any other text. */
const text = (isOfKind: (value: string) => boolean, code: ErrorCode) =>
  z.string().refine(isOfKind, { params: { code } });

const host = text(isHost, "target.hostInvalid");
const user = text(isAccount, "target.userInvalid");
const directory = text(isFolderPath, "target.directoryInvalid");
const url = text(isWebAddress, "target.urlInvalid");
const remote = text((value) => readRcloneRemote(value) !== null, "rclone.remoteInvalid");

const octalMode = z.string().regex(/^[0-7]{3}$/);

const practiceTarget = z
  .object({ kind: z.literal("practice").describe("A site on this computer, to try out publishing.") })
  .strict();

const folderTarget = z
  .object({
    kind: z.literal("folder").describe("A folder on this computer."),
    directory: directory.describe("The folder to write the site into."),
    url: url.describe("Public address of that folder."),
  })
  .strict();

const sftpTarget = z
  .object({
    kind: z.literal("sftp").describe("Web space that is reached over SFTP."),
    host: host.describe("Name or address of the server."),
    port: z.number().int().min(1).max(65535).default(22).describe("Port of its SSH service."),
    user: user.describe("Account on the server."),
    directory: directory.describe("Document root on the server."),
    url: url.describe("Public address of that directory."),
    signIn: z
      .enum(["password", "key", "agent"])
      .default("password")
      .describe("How to sign in. The password itself is never written here."),
    key: z.string().optional().describe("Private key file, for `key`; `~/` is the home folder."),
    oldAlgorithms: z
      .boolean()
      .optional()
      .describe(
        "Permits encryption that is no longer considered safe (SHA-1, CBC), for a server that has none better: somebody on the way could read or change what is sent, the password too.",
      ),
    mode: z
      .literal("swap")
      .optional()
      .describe(
        "`swap`: each publish makes a whole copy of the site by hard links, and a symbolic link in the place of the document root leads to it; readers never see parts of two publishes.",
      ),
    fileMode: octalMode.default("644").describe("Permissions of files on the server, octal."),
    directoryMode: octalMode.default("755").describe("Permissions of folders on the server, octal."),
  })
  .strict();

const rcloneTarget = z
  .object({
    kind: z.literal("rclone").describe("A place that the program rclone reaches, such as S3 or WebDAV."),
    remote: remote.describe(
      "Its remote and folder as rclone writes them: `my-bucket:blog`; rclone keeps the secrets.",
    ),
    url: url.describe("Public address of that folder."),
  })
  .strict();

/** Settings of a target: where and how to publish. */
export const targetSchema = z.discriminatedUnion("kind", [
  practiceTarget,
  folderTarget,
  sftpTarget,
  rcloneTarget,
]);
export type TargetSettings = z.infer<typeof targetSchema>;

/** The kind of a target, such as `sftp`. */
export const targetKindSchema = z.enum(targetSchema.options.map((option) => option.shape.kind.value));
