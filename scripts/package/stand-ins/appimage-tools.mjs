import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isForTests } from "./contents.mjs";

/** Offset of the file system in the AppImage: the length of the runtime, a multiple of the block size. */
const runtimeBytes = 4096;

/**
 * Replaces the runtime of an AppImage.
 * The real runtime mounts the file system after the runtime. The stand-in unpacks this file system instead.
 * The real runtime has the option `--appimage-extract`, too.
 */
const runtime = `#!/bin/sh
# Not the runtime of a release: it stands in where that one cannot be downloaded.
if [ "\${1-}" = --appimage-extract ]; then
  exec unsquashfs -quiet -no-progress -offset ${runtimeBytes} -dest squashfs-root "$0"
fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'kill -TERM "$program" 2>/dev/null' TERM INT
unsquashfs -quiet -no-progress -offset ${runtimeBytes} -dest "$folder/app" "$0" >/dev/null || exit 1
exec 3<&0
APPIMAGE=$(readlink -f "$0") APPDIR=$folder/app "$folder/app/AppRun" "$@" <&3 &
program=$!
wait "$program"
code=$?
# A signal ends the first wait before the program has ended.
while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done
exit "$code"
`;

/**
 * Writes a folder of tools as electron-builder expects it in APPIMAGE_TOOLS_PATH, with Debian's mksquashfs.
 * @param {string} folder
 * @param {string} arch
 */
export function writeAppImageTools(folder, arch) {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["runtimes", `lib/${arch}`]) mkdirSync(path.join(folder, name), { recursive: true });
  const file = path.join(folder, "runtimes", `runtime-${arch}`);
  // The bytes after the script are never run, because the script ends with `exit`.
  writeFileSync(file, runtime.padEnd(runtimeBytes, "#"));
  chmodSync(file, 0o755);
  // electron-builder only checks that this file exists.
  writeFileSync(path.join(folder, "desktop-file-validate"), "");
  const mksquashfs = path.join(folder, "mksquashfs");
  // Packages for tests are compressed quickly.
  // electron-builder reads a whole package for its block map, so an uncompressed package would take longer.
  const quickly = isForTests ? "-Xcompression-level 1" : "";
  writeFileSync(mksquashfs, `#!/bin/sh\nexec mksquashfs "$@" ${quickly}\n`);
  chmodSync(mksquashfs, 0o755);
}
