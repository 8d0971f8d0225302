import { expect, test } from "vitest";
import { readSettings } from "#engine/blog/settings/load-settings.ts";
import { reportAttempts } from "#tests/support/attack.ts";
import { hostileRemotes } from "#tests/support/servers/hostile-remotes.ts";

/** Returns a `blog.yaml` with one target. JSON is YAML, and can contain every character. */
function settingsWith(target: object): string {
  return `title: x\nlanguage: en\ntargets: ${JSON.stringify({ live: target })}\n`;
}

const sftp = { kind: "sftp", host: "example.com", user: "me", directory: "www", url: "https://example.com/" };
const rclone = { kind: "rclone", url: "https://example.com/" };

const hostile = {
  host: [
    "-oProxyCommand=touch x",
    "me@example.com",
    "example.com/x",
    "example.com:22",
    "a b",
    "example.com\n",
    "a\0b",
    "$(x)",
    "`x`",
    "a;b",
    "0x7f000001",
    "example.com\u202e",
    "[::1",
    "file:///etc",
    "example\u200b.com",
    "xn--\u0301.com",
  ],
  user: ["", "me\nHost *", "me\r", "me\0", "me\u001b[2J", "me\u202e"],
  directory: ["", "/srv\n/etc", "/srv\0", "/srv\u202e", "/\u001b]0;x\u0007"],
  url: [
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "ftp://example.com/",
    "https://example.com/\n",
    "vbscript:x",
  ],
};

test("a value that is no host, user, folder or URL is a problem with a message of its own", async () => {
  const succeeded: string[] = [];
  let tried = 0;
  for (const [key, values] of Object.entries(hostile)) {
    for (const value of values) {
      tried += 1;
      const { settings, problems } = readSettings(settingsWith({ ...sftp, [key]: value }), "x");
      const [problem] = problems;
      const isNamed = problem?.code === `target.${key}Invalid` && problem.severity === "error";
      const isShownSafely = !/[\p{Cc}\u202a-\u202e]/u.test(String(problem?.values.value));
      if (settings.targets.live || !isNamed || !isShownSafely)
        succeeded.push(`${key}: ${JSON.stringify(value)}`);
    }
  }
  await reportAttempts("target settings", { tried, succeeded });
});

test("an rclone remote with a setting, an option or a local folder is invalid", async () => {
  // Values that only rclone can recognise as invalid
  const unknown = /^(?:nobody|nearr|NEAR|local|sftp|file):/;
  const remotes = hostileRemotes({ canary: "/canary", outside: "/outside" }).filter(
    (text) => !unknown.test(text),
  );
  const succeeded = remotes.filter((remote) => {
    const { settings, problems } = readSettings(settingsWith({ ...rclone, remote }), "x");
    return settings.targets.live !== undefined || problems[0]?.code !== "rclone.remoteInvalid";
  });
  await reportAttempts("rclone in settings", { tried: remotes.length, succeeded });
});

test("valid values are accepted", () => {
  for (const target of [
    sftp,
    { ...sftp, host: "[::1]" },
    { ...sftp, host: "日記.example" },
    { ...rclone, remote: "s3:blog" },
  ]) {
    const { settings, problems } = readSettings(settingsWith(target), "x");
    expect(problems).toEqual([]);
    expect(settings.targets.live).toMatchObject(target);
  }
});
