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

const defaultPort = 22;

/** The settings for a host name in the author's OpenSSH configuration. Missing settings are null. */
export const sshAliasSchema = z.object({
  /** Name or address of the server. */
  host: z.string(),
  port: z.number().int().nullable(),
  user: z.string(),
  /** Path of the first key file that the OpenSSH configuration names for the host. */
  key: z.string().nullable(),
  /** Jump servers on the way to the target's server, in the form of OpenSSH's setting `ProxyJump`. */
  jump: z.string().nullable(),
  /** Keywords in the OpenSSH configuration that Hitofude ignores. */
  ignored: z.array(z.string()).readonly(),
});
export type SshAlias = z.infer<typeof sshAliasSchema>;

const schema = z
  .object({
    kind: z.literal("sftp").describe("Web space that is reached over SFTP."),
    host: host.describe("Name or address of the server, or a name of `~/.ssh/config`."),
    port: port.optional().describe("Port of its SSH service. Default: as in `~/.ssh/config`, or else 22."),
    user: user.optional().describe("Account on the server. Default: as in `~/.ssh/config`."),
    directory: directory.describe("Document root on the server."),
    url: url.describe("Public address of that directory."),
    signIn: z
      .enum(["password", "key", "agent"])
      .optional()
      .describe(
        "How to sign in. The password itself is never written here. Default: as in `~/.ssh/config`, or else `password`.",
      ),
    key: z
      .string()
      .optional()
      .describe(
        "Private key file, for `key`; `~/` is the home folder. For `agent`, the key of the agent to use (a `.pub` file).",
      ),
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
    ...permissions,
  })
  .strict();

/** Web space on a server that is reached over SSH. */
export const sftpKind = {
  schema,
  placeOf: ({ host, port, user, directory, url }) => ({
    host,
    port: port === undefined || port === defaultPort ? null : port,
    user: user ?? "",
    directory,
    url,
    program: "",
  }),
  identity: ["host", "port", "user", "directory"],
  usual: { port: defaultPort },
  form: {
    fields: [
      { type: "hostPreset" },
      { ...serverFields.host, example: "ssh.example.com", alias: "host" },
      { ...serverFields.port, example: String(defaultPort), isOptional: true, alias: "port" },
      { ...serverFields.user, alias: "user" },
      { type: "signIn", key: "signIn", label: "targets.signIn" },
      {
        type: "text",
        key: "key",
        label: "targets.key",
        detail: "targets.key.detail",
        example: "~/.ssh/id_ed25519",
        onlyIf: { key: "signIn", is: "key" },
        chosen: "privateKey",
        alias: "key",
      },
      {
        type: "text",
        key: "key",
        label: "targets.agentKey",
        detail: "targets.agentKey.detail",
        example: "~/.ssh/id_ed25519.pub",
        onlyIf: { key: "signIn", is: "agent" },
        chosen: "publicKey",
        isOptional: true,
      },
      { ...serverFields.directory, example: "/home/example/public_html" },
      { ...urlField, isAdvanced: true },
      {
        type: "switch",
        key: "mode",
        label: "targets.swap",
        detail: "targets.swap.detail",
        on: "swap",
        isAdvanced: true,
      },
      {
        type: "switch",
        key: "oldAlgorithms",
        label: "targets.old",
        detail: "targets.old.detail",
        on: true,
        isAdvanced: true,
      },
    ],
    notInForm: ["fileMode", "directoryMode"],
  },
} as const satisfies TargetKind<typeof schema>;
