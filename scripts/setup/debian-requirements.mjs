/**
 * Lists the Debian packages that the program and its tests need, and finds the missing packages.
 * A requirement is a list of names for one package, with the newest name first.
 * Debian 13 and Ubuntu 24.04 renamed some libraries (`t64`).
 * @typedef {string[]} Requirement
 */

/** @typedef {'run' | 'test'} Group */

/** @type {Record<Group, Requirement[]>} */
export const requirements = {
  // To run the program: Electron's shared libraries, fonts, and unzip for the fallback Electron.
  // Without these fonts, Japanese text has no bold characters, and emoji are shown as boxes.
  run: [
    ["libgtk-3-0t64", "libgtk-3-0"],
    ["libnss3"],
    ["libasound2t64", "libasound2"],
    ["libgbm1"],
    ["fonts-noto-cjk"],
    ["fonts-noto-color-emoji"],
    ["unzip"],
  ],
  // For the tests of the interface and of the sites: a virtual display, a browser and a headless browser.
  // For the tests of publishing: three kinds of SSH servers, one-time codes, quotas and a Windows disk.
  // For the tests of publishing: PuTTY's tools for keys, a web server that reads .htaccess, PHP and rclone.
  // For the tests of pages: Java for the Nu HTML checker, and other programs that read feeds and XML.
  // For the tests of packages: tools that make rpm, tar.gz, AppImage and Windows installers.
  // For the tests of the shell: the shells that have completions, and a reader of man pages.
  test: [
    ["xvfb"],
    ["xauth"],
    ["chromium", "chromium-browser"],
    ["chromium-headless-shell", "chromium-browser"],
    ["openssh-server"],
    ["openssh-client"],
    ["openssh-sftp-server"],
    ["libpam-google-authenticator"],
    ["btrfs-progs"],
    ["dropbear-bin"],
    ["proftpd-core"],
    ["proftpd-mod-crypto"],
    ["openssl"],
    ["exfat-fuse"],
    ["exfatprogs"],
    ["putty-tools"],
    ["dbus"],
    ["default-jre-headless"],
    ["python3-feedparser"],
    ["libxml2-utils"],
    ["apache2-bin"],
    ["php-cli"],
    ["rclone"],
    ["rpm"],
    ["7zip"],
    ["squashfs-tools"],
    ["nsis"],
    ["zsh"],
    ["fish"],
    ["mandoc"],
  ],
};

/**
 * @param {Requirement[]} wanted
 * @param {(name: string) => boolean} isInstalled
 * @returns {Requirement[]} the requirements of which no name is installed
 */
export function missingRequirements(wanted, isInstalled) {
  return wanted.filter((names) => !names.some(isInstalled));
}

/**
 * Chooses a name for each requirement.
 * @param {Requirement[]} missing
 * @param {(name: string) => boolean} isAvailable whether this system offers a package with this name
 * @returns {string[]} for each requirement its first available name or, if none is available, its first name,
 * each name once
 */
export function packagesToInstall(missing, isAvailable) {
  const names = missing.map((names) => names.find(isAvailable) ?? names[0] ?? "");
  return [...new Set(names)].filter(Boolean);
}

/**
 * @param {string} osRelease content of /etc/os-release
 * @returns {boolean} whether the system is Debian or derived from it
 */
export function isDebianLike(osRelease) {
  const value = (/** @type {string} */ key) =>
    new RegExp(`^${key}=["']?([^"'\\n]*)`, "m").exec(osRelease)?.[1]?.toLowerCase() ?? "";
  return `${value("ID")} ${value("ID_LIKE")}`.split(/\s+/).some((id) => id === "debian" || id === "ubuntu");
}

/**
 * @param {string} statusLines output of `dpkg-query -W -f '${Package}\t${db:Status-Status}\n'`
 * @returns {Set<string>}
 */
export function installedPackages(statusLines) {
  const names = new Set();
  for (const line of statusLines.split("\n")) {
    const [name, status] = line.split("\t");
    if (name && status === "installed") names.add(name);
  }
  return names;
}
