import { existsSync, readFileSync } from "node:fs";
import {
  installedPackages,
  isDebianLike,
  missingRequirements,
  packagesToInstall,
  requirements,
} from "./debian-requirements.mjs";
import { elapsed, say } from "./report.mjs";
import { lastWords, run } from "./run.mjs";
import { becomeRoot } from "./superuser.mjs";

/** @typedef {import('./debian-requirements.mjs').Group} Group */

/**
 * Installs missing system packages. Never fails, but lists packages that could not be installed.
 * A missing package is no failure, because users may have installed the same software in another way.
 * @param {Group[]} groups
 */
export async function ensureSystemPackages(groups) {
  if (process.platform !== "linux") {
    say("System packages: none needed here", "システムのパッケージ: 必要ありません");
    return;
  }
  const wanted = groups.flatMap((group) => requirements[group]);
  const installed = await readInstalled();
  if (!installed) {
    const names = [...new Set(wanted.map((alternatives) => alternatives.at(-1)))].join(", ");
    say(
      `System packages: not a Debian system; please see to the equivalents of ${names}`,
      `システムのパッケージ: Debian 系ではないため、次に当たるものを入れておいてください: ${names}`,
    );
    return;
  }
  const missing = missingRequirements(wanted, (name) => installed.has(name));
  if (missing.length === 0) {
    say("System packages: all there", "システムのパッケージ: そろっています");
    return;
  }
  await install(missing);
}

/** @returns {Promise<Set<string> | undefined>} undefined when this is not a Debian system */
async function readInstalled() {
  if (!existsSync("/etc/os-release") || !isDebianLike(readFileSync("/etc/os-release", "utf8")))
    return undefined;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query defines these placeholders
  const result = await run("dpkg-query", ["-W", "-f", "${Package}\\t${db:Status-Status}\\n"]);
  return result.code === 0 ? installedPackages(result.stdout) : undefined;
}

/** @param {import('./debian-requirements.mjs').Requirement[]} missing */
async function install(missing) {
  const names = (await choose(missing)).join(" ");
  const command = `sudo apt-get install --no-install-recommends ${names}`;
  const superuser = await becomeRoot(names);
  if (!superuser) {
    say(
      `System packages: missing; please run: ${command}`,
      `システムのパッケージ: 足りません。次を実行してください: ${command}`,
    );
    return;
  }
  const started = Date.now();
  say(`System packages: installing ${names}`, `システムのパッケージ: ${names} をインストールします`);
  const waiting = { en: "still installing", ja: "インストール中" };
  // If this update fails, the old package lists may suffice. If they do not, the installation fails later.
  await superuser(["apt-get", "update", "-qq"], waiting);
  const chosen = await choose(missing);
  await keepServicesFromStarting(superuser, chosen);
  const result = await superuser(
    [
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      ...chosen,
    ],
    waiting,
  );
  if (result.code === 0) {
    say(
      `System packages: installed (${elapsed(started)})`,
      `システムのパッケージ: インストールしました (${elapsed(started)})`,
    );
  } else {
    say(
      `System packages: apt-get failed; please try: ${command}\n${lastWords(result)}`,
      `システムのパッケージ: apt-get が失敗しました。次を試してください: ${command}`,
    );
  }
}

/**
 * @param {import("./debian-requirements.mjs").Requirement[]} missing
 * @returns {Promise<string[]>} the names of the packages in this release of the system
 */
async function choose(missing) {
  const available = new Set();
  for (const name of missing.flat()) {
    // `apt-cache` shows no version for a virtual package. A virtual package cannot be installed.
    const policy = await run("apt-cache", ["policy", name], { env: { ...process.env, LC_ALL: "C" } });
    if (/Candidate: (?!\(none\))/.test(policy.stdout)) available.add(name);
  }
  return packagesToInstall(missing, (name) => available.has(name));
}

/** @type {Readonly<Record<string, string[]>>} */
const services = { "openssh-server": ["ssh.service", "ssh.socket"], "proftpd-core": ["proftpd.service"] };

/**
 * Prevents newly installed packages from starting their services (servers) on this computer.
 * The services would be open to the network. The tests start their own servers on the loopback address.
 * @param {import("./superuser.mjs").Superuser} superuser
 * @param {string[]} packages
 */
async function keepServicesFromStarting(superuser, packages) {
  if (!existsSync("/run/systemd/system")) return;
  for (const name of packages) {
    const units = services[name];
    if (!units) continue;
    const undo = `systemctl unmask ${units.join(" ")}`;
    say(
      `System packages: ${name} is for the tests only; its service is kept off (${undo} undoes it)`,
      `システムのパッケージ: ${name} はテスト専用です。サービスは起動しないようにします（${undo} で戻せます）`,
    );
    await superuser(["systemctl", "mask", ...units]);
  }
}
