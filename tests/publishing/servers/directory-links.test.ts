import { mkdir, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { publishFtps } from "#tests/support/publish/ftps-publish.ts";
import { publishSite } from "#tests/support/publish/sftp-publish.ts";
import { vsftpdFamily } from "#tests/support/servers/ftps-servers.ts";
import { type AccountFolders, isRoot } from "#tests/support/servers/loopback-server.ts";
import { hasOpenSsh, startOpenSsh } from "#tests/support/servers/openssh-server.ts";

const site = sampleSite(3);
const picture = "media/2022/05/photo.png";
const { [picture]: _, ...withoutPicture } = site;

type Ask = (question: Question) => Promise<Answer>;
interface Server extends AccountFolders {
  stop(): Promise<void>;
  publish(of: SiteFiles, ask: Ask, review: boolean): Promise<Published>;
}

const families = [
  {
    name: "OpenSSH",
    isHere: hasOpenSsh,
    /** Whether the server reports the target of a link. */
    readsLinks: true,
    start: async (): Promise<Server> => {
      const server = await startOpenSsh();
      return { ...server, publish: (of, ask, review) => publishSite(server, of, { ask, review }) };
    },
  },
  {
    name: "vsftpd",
    isHere: vsftpdFamily.isHere,
    readsLinks: false,
    start: async (): Promise<Server> => {
      const server = await vsftpdFamily.start();
      return { ...server, publish: (of, ask, review) => publishFtps(server, of, ask, { review }) };
    },
  },
];

for (const { name, isHere, readsLinks, start } of families) {
  test.runIf(isHere)(
    `${name}: a link in place of a folder is left or followed as chosen, and named`,
    async () => {
      const server = await start();
      try {
        await followLinks(server, readsLinks);
      } finally {
        await server.stop();
      }
    },
  );
}

async function followLinks(server: Server, readsLinks: boolean): Promise<void> {
  const { documentRoot: root, own } = server;
  const disk = join(dirname(root), "disk");
  await mkdir(disk);
  await own(disk);
  const link = join(root, "media");
  const leadTo = async (target: string): Promise<void> => {
    await rm(link, { force: true });
    await symlink(target, link);
    await own(root);
  };
  const shown = (target: string): string => (readsLinks ? target : "");
  const note = (end: string) => ({
    code: "server.linksLeft",
    values: { folders: "media", count: 1, end },
  });
  const broken = (target: string, end: string) => ({
    code: "publish.linkBroken",
    values: { path: expect.stringMatching(/\/media$/), target: shown(target), end },
  });

  // Before the first publish, nothing is sent to a site with a link that leads to no folder.
  await writeFile(join(dirname(root), "file"), "theirs");
  // Belongs to root, so the server's account cannot read it.
  if (isRoot) await mkdir(join(dirname(root), "closed"), { mode: 0o700 });
  for (const [target, end] of [
    ["../nowhere", "missing"],
    ["media", "loop"],
    ["../file", "file"],
    ...(isRoot ? ([["../closed", "unknown"]] as const) : []),
  ] as const) {
    await leadTo(target);
    await expect(publishing(server, site)).rejects.toMatchObject(
      broken(target, readsLinks ? end : "unknown"),
    );
    expect(await readTree(root)).toEqual({});
  }

  await leadTo("../disk");
  const left = await publishing(server, site, { keep: ["media"] });
  expect(left.plan?.questions).toEqual(["first", "links"]);
  expect(left.plan?.files.filter((file) => file.link)).toMatchObject([
    { path: "media", change: "conflict", because: "link", link: { target: shown("../disk"), files: 1 } },
  ]);
  expect(left.notes).toEqual([note("folder")]);
  expect([await readTree(root), await readTree(disk)]).toEqual([treeOf(withoutPicture), {}]);

  const taken = await publishing(server, site, { take: ["media"] }, true);
  expect(taken.plan?.files).toMatchObject([{ path: "media", link: { decided: { followed: false } } }]);
  const behind = { "2022/05/photo.png": site[picture] ?? "" };
  expect([taken.notes, await readTree(disk)]).toEqual([[], treeOf(behind)]);
  const again = await publishing(server, { ...site, [picture]: "another" });
  expect([again.plan, await readTree(disk)]).toEqual([undefined, treeOf({ "2022/05/photo.png": "another" })]);
  expect(await readlink(link)).toBe("../disk");

  // A link that leads elsewhere since then is not followed, and one that leads nowhere is named.
  await publishing(server, site, { keep: ["media"] }, true);
  await rm(disk, { recursive: true });
  expect((await publishing(server, site)).notes).toEqual([note(readsLinks ? "missing" : "unknown")]);
  await symlink("public_html/media", disk);
  expect((await publishing(server, site)).notes).toEqual([note(readsLinks ? "loop" : "unknown")]);
  expect(await readTree(root)).toEqual(treeOf(withoutPicture));
}

/** Publishes, and returns the plan about which the author was asked, and the notes afterwards. */
async function publishing(
  server: Server,
  of: SiteFiles,
  choice: Pick<Answer, "take" | "keep"> = {},
  review = false,
): Promise<{ plan: PublishPlan | undefined; notes: Published["result"]["notes"] }> {
  const plans: PublishPlan[] = [];
  const ask: Ask = async (question) => {
    if (question.kind === "plan") plans.push(question.plan);
    return { accept: true, answers: [], remember: false, ...choice };
  };
  const { result } = await server.publish(of, ask, review);
  return { plan: plans[0], notes: result.notes };
}
