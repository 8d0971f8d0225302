import { existsSync } from "node:fs";

/** Where Linux has a graphics card for its users: Mesa's and other drivers of the kernel, NVIDIA's own, and that of WSL. */
const devices = ["/dev/dri", "/dev/nvidiactl", "/dev/dxg"];

/** Switches by which somebody says how the program is to draw. */
const choices = ["use-gl", "use-angle", "disable-gpu", "ignore-gpu-blocklist"];

/** The part of Electron's `app.commandLine` that is needed here. */
export interface Switches {
  hasSwitch(name: string): boolean;
  appendSwitch(name: string): void;
}

/**
 * Has a computer without a graphics card, such as many virtual ones, draw without it from the start. Chromium would find that
 * out by a graphics process that fails, and the program would stand still until it is gone. To be called before Electron is
 * ready. Elsewhere than on PCs with Linux nothing is known, and nothing is done.
 */
export function drawWithoutCard(
  switches: Switches,
  system: string = `${process.platform}-${process.arch}`,
  exists: (path: string) => boolean = existsSync,
): void {
  if (system !== "linux-x64" || devices.some(exists)) return;
  if (!choices.some((name) => switches.hasSwitch(name))) switches.appendSwitch("disable-gpu");
}
