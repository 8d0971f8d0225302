import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { runtimeDir } from "./paths.mjs";
import { say } from "./report.mjs";
import { lastWords, run } from "./run.mjs";

/** Folder of the FTP servers for the tests. */
export const ftpServersFolder = path.join(runtimeDir, "ftp-servers");

/** Debian packages of FTP servers. The packages conflict, so that only one of them could be installed. */
const packages = ["vsftpd", "pure-ftpd", "pure-ftpd-common"];

/**
 * Unpacks the FTP servers for the tests into a folder of this checkout, without installing them.
 * Never fails, because without these servers only the tests of FTPS are skipped.
 */
export async function ensureFtpServers() {
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return;
  if (existsSync(ftpServersFolder)) {
    say("FTP servers for the tests: there", "テスト用の FTP サーバー: あります");
    return;
  }
  const draft = `${ftpServersFolder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const results = [await run("apt-get", ["download", "-qq", ...packages], { cwd: draft })];
  for (const file of await readdir(draft)) {
    if (!file.endsWith(".deb")) continue;
    results.push(await run("dpkg-deb", ["-x", path.join(draft, file), draft]));
    await rm(path.join(draft, file));
  }
  const failed = results.find(({ code }) => code !== 0);
  if (failed) {
    say(
      `FTP servers for the tests: not fetched, their tests are skipped\n${lastWords(failed)}`,
      "テスト用の FTP サーバー: 取得できなかったため、そのテストは飛ばします",
    );
    return;
  }
  await rename(draft, ftpServersFolder);
  say("FTP servers for the tests: fetched", "テスト用の FTP サーバー: 取得しました");
}
