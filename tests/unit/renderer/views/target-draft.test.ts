import { expect, test } from "vitest";
import { targetSchema } from "#contract/settings/target.ts";
import { hostPresets } from "#contract/settings/host-presets.ts";
import { draftFor, draftOf, faultOf, settingOf, targetOf } from "#renderer/views/targets/target-draft.ts";

test("each host needs only values that its customer knows, and each setting follows from them", () => {
  for (const preset of hostPresets.filter(({ fields }) => fields.length > 0)) {
    const empty = draftFor(preset.id, "live");
    expect(targetOf(empty), preset.id).toBeNull();
    const fields = preset.examples;
    const own = preset.signIns[0] === "key" ? { key: "~/.ssh/id" } : {};
    const target = targetOf({ ...empty, fields, own });
    expect(targetSchema.parse(target)).toMatchObject({ kind: preset.kind, port: preset.port });
    expect(JSON.stringify(target), preset.id).not.toMatch(/[{}]{2}|\{\w+\}/);
    expect(preset.asOf).toMatch(/^20\d\d-\d\d$/);
  }
  const xserver = {
    ...draftFor("xserver", "live"),
    fields: { account: "xs1", domain: "a.jp" },
    own: { key: "k" },
  };
  expect(targetOf(xserver)).toEqual({
    kind: "sftp",
    host: "xs1.xsrv.jp",
    port: 10022,
    user: "xs1",
    directory: "/home/xs1/a.jp/public_html",
    url: "https://a.jp/",
    signIn: "key",
    key: "k",
    fileMode: "644",
    directoryMode: "755",
  });
});

test("the author's own values take precedence over derived ones, also in full width", () => {
  const draft = {
    ...draftFor("sakura", "live"),
    fields: { account: "me" },
    own: { port: "２２２２", host: "ｅｘ．ｊｐ" },
  };
  expect(targetOf(draft)).toMatchObject({ port: 2222, host: "ex.jp", user: "me" });
  for (const port of ["0", "65536", "22a"]) {
    expect(targetOf({ ...draft, own: { port } }), port).toBeNull();
  }
});

test("an invalid host, user, folder or address is reported, and makes no target", () => {
  const draft = draftFor("openssh", "live");
  const own = { host: "example.com", user: "me", directory: "www", url: "https://example.com/" };
  expect(targetOf({ ...draft, own })).not.toBeNull();
  for (const [key, value] of [
    ["host", "me@example.com"],
    ["host", "-oProxyCommand=x"],
    ["user", "m\u202ee"],
    ["directory", "www\u0000"],
    ["url", "javascript:x"],
  ] as const) {
    const other = { ...draft, own: { ...own, [key]: value } };
    expect(faultOf(other, key), value).toBe(`target.${key}Invalid`);
    expect(targetOf(other), value).toBeNull();
  }
  const behind = draftFor("rclone", "live");
  expect(targetOf({ ...behind, own: { url: own.url, remote: "s3:blog" } })).not.toBeNull();
  expect(targetOf({ ...behind, own: { url: own.url, remote: ":local:/etc" } })).toBeNull();
});

test("converting a target to a draft and back does not change it", () => {
  const sftp = targetOf({ ...draftFor("sakura", "live"), fields: { account: "me" } });
  const ftps = targetOf({ ...draftFor("sakuraLite", "live"), fields: { account: "me" } });
  for (const target of [
    { ...sftp, fileMode: "604", directoryMode: "705" },
    { ...sftp, mode: "swap" },
    { ...ftps, fileMode: "604" },
    { kind: "folder", directory: "/srv/写真 と", url: "http://localhost/" },
    { kind: "rclone", remote: "s3:blog", url: "https://example.com/" },
  ]) {
    const parsed = targetSchema.parse(target);
    const draft = draftOf("live", parsed);
    expect(draft && targetOf(draft)).toEqual(parsed);
  }
  expect(draftOf("practice", { kind: "practice" })).toBeNull();
});

test("values of an alias in the SSH configuration need not be entered, and are not saved", () => {
  const ssh = { host: "web.example.jp", port: 2222, user: "writer", key: null, jump: null, ignored: [] };
  const own = { host: "blog", directory: "www", url: "https://example.com/" };
  const draft = { ...draftFor("openssh", "live"), own };
  expect(targetOf(draft)).toBeNull();
  const recognised = { ...draft, ssh };
  expect([settingOf(recognised, "port"), settingOf(recognised, "signIn")]).toEqual(["", "config"]);
  const target = targetOf(recognised);
  expect(target).toEqual({ kind: "sftp", ...own, fileMode: "644", directoryMode: "755" });
  const again = draftOf("live", targetSchema.parse(target));
  expect(again && targetOf({ ...again, ssh })).toEqual(target);
  expect(targetOf({ ...recognised, own: { ...own, signIn: "key" } })).toBeNull();
  expect(
    targetOf({ ...recognised, ssh: { ...ssh, key: "/k" }, own: { ...own, signIn: "key" } }),
  ).toMatchObject({
    signIn: "key",
  });
  const byAgent = { ...draft, own: { ...own, user: "me", port: "", signIn: "agent", key: "~/.ssh/a.pub" } };
  expect(targetOf(byAgent)).toMatchObject({ user: "me", signIn: "agent", key: "~/.ssh/a.pub" });
  expect(targetOf({ ...byAgent, own: { ...byAgent.own, key: "" } })).not.toHaveProperty("key");
});
