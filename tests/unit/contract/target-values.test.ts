import { describe, expect, test } from "vitest";
import { readRcloneRemote } from "#contract/settings/rclone-remote.ts";
import {
  isAccount,
  isFolderPath,
  isHost,
  isWebAddress,
  plainHost,
} from "#contract/settings/target-values.ts";

describe("hosts", () => {
  test.each([
    ["ssh.example.com"],
    ["EXAMPLE.com."],
    ["localhost"],
    ["my_nas"],
    ["xn--eckwd4c7c.xn--zckzah"],
    ["サーバー.example.jp"],
    ["bücher.de"],
    ["192.0.2.7"],
    ["2001:db8::1"],
    ["[2001:db8::1]"],
    ["::1"],
    ["::ffff:192.0.2.7"],
    ["fe80::1%eth0"],
    ["1:2:3:4:5:6:7:8"],
  ])("%s is a host", (host) => expect(isHost(host)).toBe(true));

  test.each([
    [""],
    [" "],
    ["example.com "],
    ["a b"],
    ["-oProxyCommand=touch x"],
    ["-example.com"],
    ["example-.com"],
    ["user@example.com"],
    ["example.com/path"],
    ["example.com:22"],
    ["ssh://example.com"],
    ["example.com\n"],
    ["exam\0ple.com"],
    ["example..com"],
    ["."],
    ["a\\b"],
    ["a;b"],
    ["$(x)"],
    ["`x`"],
    ["%h"],
    ["a#b"],
    ["a?b"],
    ["example.com\u202e"],
    ["exa\u200bmple.com"],
    ["999.1.1.1"],
    ["1.2.3"],
    ["0x7f000001"],
    ["127.1"],
    ["0177.0.0.1"],
    ["2130706433"],
    ["[::1"],
    ["::1]"],
    ["[example.com]"],
    ["1:2:3"],
    [":::"],
    ["1::2::3"],
    ["::1%eth0;x"],
    ["::12345"],
    [`${"a".repeat(64)}.com`],
    [`${"a.".repeat(130)}com`],
  ])("%j is not a host", (host) => expect(isHost(host)).toBe(false));

  test("the brackets of an IPv6 address are not part of it", () => {
    expect(plainHost("[::1]")).toBe("::1");
    expect(plainHost("example.com")).toBe("example.com");
  });
});

test("accounts have no line breaks or invisible characters", () => {
  for (const name of ["me", "me@example.com", "DOMAIN\\me", "山田", "a b"])
    expect(isAccount(name), name).toBe(true);
  for (const name of ["", " ", "a\nb", "a\0", "a\r", "a\u001b[2J", "a\u202eb", "a\u200b"]) {
    expect(isAccount(name), JSON.stringify(name)).toBe(false);
  }
});

test("folder paths have no line breaks", () => {
  for (const path of ["/home/me/www", "web", "~/日本語", "C:\\sites", "/a b"])
    expect(isFolderPath(path)).toBe(true);
  for (const path of ["", "/a\nb", "/a\0b", "/a\rb", "/a\u202eb", "/\u001b[2J"])
    expect(isFolderPath(path)).toBe(false);
});

test("web addresses have the scheme http or https, or none", () => {
  for (const url of ["https://example.com/", "http://127.0.0.1:8080/a", "", "example.com"]) {
    expect(isWebAddress(url), url).toBe(true);
  }
  for (const url of [
    "javascript:alert(1)",
    "file:///etc",
    "data:text/html,x",
    "ftp://a/",
    " javascript:x",
    "https:x",
    "vbscript:x",
    "https://a/\n",
  ]) {
    expect(isWebAddress(url), url).toBe(false);
  }
});

test("rclone remotes consist of a name and a folder", () => {
  expect(readRcloneRemote("my-bucket:blog/2026")).toEqual({ name: "my-bucket", path: "blog/2026" });
  for (const remote of [
    "s3:",
    "My Drive:Web site",
    "a.b_c+d@e:x",
    "雲:日記",
    "near:/abs",
    "near:a..b/c",
    "near:a:b",
  ]) {
    expect(readRcloneRemote(remote), remote).not.toBeNull();
  }
});
