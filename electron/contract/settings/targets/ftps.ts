import { z } from "zod";
import {
  directory,
  host,
  permissions,
  port,
  serverFields,
  type TargetKind,
  url,
  urlField,
  user,
} from "./target-kind.ts";

const defaultPort = 21;

const schema = z
  .object({
    kind: z.literal("ftps").describe("Web space that is reached over FTP with encryption (explicit TLS)."),
    host: host.describe("Name or address of the server."),
    port: port.default(defaultPort).describe("Port of its FTP service."),
    user: user.describe("Account on the server. Its password is never written here."),
    directory: directory.describe("Document root on the server."),
    url: url.describe("Public address of that directory."),
    ...permissions,
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
      { ...serverFields.host, example: "ftp.example.com" },
      { ...serverFields.port, example: String(defaultPort) },
      serverFields.user,
      { ...serverFields.directory, example: "public_html" },
      { ...urlField, isAdvanced: true },
    ],
    notInForm: ["fileMode", "directoryMode"],
  },
} as const satisfies TargetKind<typeof schema>;
