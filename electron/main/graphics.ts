import { existsSync } from "node:fs";

/** Device files of graphics cards on Linux: with Mesa's drivers, with NVIDIA's own driver, and in WSL. */
const devices = ["/dev/dri", "/dev/nvidiactl", "/dev/dxg"];

/** Command-line switches with which the user chooses how Chromium draws. */
const choices = ["use-gl", "use-angle", "disable-gpu", "ignore-gpu-blocklist"];

/** The part of Electron's `app.commandLine` that this file uses. */
export interface Switches {
  hasSwitch(name: string): boolean;
  appendSwitch(name: string): void;
}

/**
 * Disables hardware acceleration on x64 Linux without a graphics card, as on many virtual machines.
 * With hardware acceleration, the program would hang until Chromium's graphics process fails.
 * Must be called before Electron is ready.
 */
export function drawWithoutCard(
  switches: Switches,
  system: string = `${process.platform}-${process.arch}`,
  exists: (path: string) => boolean = existsSync,
): void {
  if (system !== "linux-x64" || devices.some(exists)) return;
  if (!choices.some((name) => switches.hasSwitch(name))) switches.appendSwitch("disable-gpu");
}
