import { z } from "zod";
import { isAccount, isHost } from "../target-values.ts";
import { directory, octalMode, type TargetKind, text, url, urlField } from "./target-kind.ts";

const defaultPort = 21;

const schema = z
  .object({
    kind: z.literal("ftps").describe("Web space that is reached over FTP with encryption (explicit TLS)."),
    host: text(isHost, "target.hostInvalid").describe("Name or address of the server."),
    port: z.number().int().min(1).max(65535).default(defaultPort).describe("Port of its FTP service."),
    user: text(isAccount, "target.userInvalid").describe(
      "Account on the server. Its password is never written here.",
    ),
    directory: directory.describe("Document root on the server."),
    url: url.describe("Public address of that directory."),
    fileMode: octalMode.default("644").describe("Permissions of files on the server, octal."),
    directoryMode: octalMode.default("755").describe("Permissions of folders on the server, octal."),
  })
  .strict();

/** Web space on a server that is reached over FTP with explicit TLS. */
export const ftpsKind = {
  schema,
  placeOf: ({ host, port, user, directory, url }) => ({
    host,
    port: port === defaultPort ? null : port,
    user,
    directory,
    url,
    program: "",
  }),
  identity: ["host", "port", "user", "directory"],
  form: {
    fields: [
      { type: "hostPreset" },
      {
        type: "text",
        key: "host",
        label: "targets.host",
        example: "ftp.example.com",
        isAscii: true,
        isAdvanced: true,
      },
      {
        type: "number",
        key: "port",
        label: "targets.port",
        example: String(defaultPort),
        isAscii: true,
        isAdvanced: true,
      },
      {
        type: "text",
        key: "user",
        label: "targets.user",
        example: "example",
        isAscii: true,
        isAdvanced: true,
      },
      {
        type: "text",
        key: "directory",
        label: "targets.directory",
        example: "public_html",
        isAdvanced: true,
      },
      { ...urlField, isAdvanced: true },
    ],
    notInForm: ["fileMode", "directoryMode"],
  },
} as const satisfies TargetKind<typeof schema>;
