/** A value that differs between the customers of a web host, so that the author has to enter it. */
export type HostField = "account" | "domain" | "server" | "user" | "ftpUser";

type SignInKind = "password" | "key" | "agent";

/**
 * The settings that all customers of one web host share. `{account}` stands for the customer's account.
 * The locales contain the host's name (`host.<id>.name`) and the first steps at the host (`host.<id>.first`).
 */
export interface HostPreset {
  readonly id:
    | "sakura"
    | "lolipop"
    | "xserver"
    | "conoha"
    | "heteml"
    | "openssh"
    | "sakuraLite"
    | "lolipopLite"
    | "ftps";
  /** Kind of the publishing targets at this host: `sftp` or `ftps`. */
  readonly kind: "sftp" | "ftps";
  readonly fields: readonly HostField[];
  /** Examples of the values that the customer has to enter, in the web host's usual form. */
  readonly examples: Readonly<Partial<Record<HostField, string>>>;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Document root. A relative path starts at the directory in which a session begins after the login. */
  readonly directory: string;
  readonly url: string;
  /** Ways to log in that the host supports. The usual way comes first. */
  readonly signIns: readonly [SignInKind, ...SignInKind[]];
  /** Month in which these settings were last checked. */
  readonly asOf: string;
}

/**
 * The supported hosts. The last entry of each kind has no fields, and is for a host that is not in the list.
 */
export const hostPresets = [
  {
    id: "sakura",
    kind: "sftp",
    fields: ["account"],
    examples: { account: "example" },
    host: "{account}.sakura.ne.jp",
    port: 22,
    user: "{account}",
    directory: "/home/{account}/www",
    url: "https://{account}.sakura.ne.jp/",
    signIns: ["password", "key", "agent"],
    asOf: "2026-11",
  },
  {
    id: "lolipop",
    kind: "sftp",
    fields: ["user", "domain"],
    examples: { user: "main.jp-example", domain: "example.main.jp" },
    host: "ssh.lolipop.jp",
    port: 2222,
    user: "{user}",
    directory: "web",
    url: "https://{domain}/",
    signIns: ["password", "key", "agent"],
    asOf: "2026-11",
  },
  {
    id: "xserver",
    kind: "sftp",
    fields: ["account", "domain"],
    examples: { account: "xs123456", domain: "example.com" },
    host: "{account}.xsrv.jp",
    port: 10022,
    user: "{account}",
    directory: "/home/{account}/{domain}/public_html",
    url: "https://{domain}/",
    signIns: ["key", "agent"],
    asOf: "2026-11",
  },
  {
    id: "conoha",
    kind: "sftp",
    fields: ["server", "account", "domain"],
    examples: { server: "www1234", account: "c1234567", domain: "example.com" },
    host: "{server}.conoha.ne.jp",
    port: 8022,
    user: "{account}",
    directory: "/home/{account}/public_html/{domain}",
    url: "https://{domain}/",
    signIns: ["key", "agent"],
    asOf: "2026-07",
  },
  {
    id: "heteml",
    kind: "sftp",
    fields: ["account", "domain"],
    examples: { account: "example", domain: "example.heteml.net" },
    host: "ssh-{account}.heteml.net",
    port: 2222,
    user: "{account}",
    directory: "web",
    url: "https://{domain}/",
    signIns: ["password", "key", "agent"],
    asOf: "2026-11",
  },
  {
    id: "openssh",
    kind: "sftp",
    fields: [],
    examples: {},
    host: "",
    port: 22,
    user: "",
    directory: "public_html",
    url: "",
    signIns: ["password", "key", "agent"],
    asOf: "2026-11",
  },
  {
    id: "sakuraLite",
    kind: "ftps",
    fields: ["account"],
    examples: { account: "example" },
    host: "{account}.sakura.ne.jp",
    port: 21,
    user: "{account}",
    directory: "www",
    url: "https://{account}.sakura.ne.jp/",
    signIns: ["password"],
    asOf: "2026-11",
  },
  {
    id: "lolipopLite",
    kind: "ftps",
    fields: ["ftpUser", "domain"],
    examples: { ftpUser: "main.jp-example", domain: "example.main.jp" },
    host: "ftp.lolipop.jp",
    port: 21,
    user: "{ftpUser}",
    // An FTP session begins in the document root of the account's own domain.
    directory: "/",
    url: "https://{domain}/",
    signIns: ["password"],
    asOf: "2026-12",
  },
  {
    id: "ftps",
    kind: "ftps",
    fields: [],
    examples: {},
    host: "",
    port: 21,
    user: "",
    directory: "public_html",
    url: "",
    signIns: ["password"],
    asOf: "2026-11",
  },
] as const satisfies readonly HostPreset[];

/** Replaces the placeholders of a pattern with the author's values. Returns "" if a value is missing. */
function fillPattern(pattern: string, values: Readonly<Partial<Record<HostField, string>>>): string {
  let isWhole = true;
  const filled = pattern.replace(/\{(account|domain|server|user|ftpUser)\}/g, (_match, field: HostField) => {
    const value = values[field] ?? "";
    if (value === "") isWhole = false;
    return value;
  });
  return isWhole ? filled : "";
}

/** Makes a target's settings from a preset and the author's values. A missing value gives "". */
export function presetSettings(
  { host, port, user, directory, url, signIns }: HostPreset,
  values: Readonly<Partial<Record<HostField, string>>>,
): Readonly<Record<string, string>> {
  const texts = Object.entries({ host, user, directory, url });
  const filled = texts.map(([key, pattern]) => [key, fillPattern(pattern, values)]);
  return { ...Object.fromEntries(filled), port: String(port), signIn: signIns[0] };
}
