import { existsSync } from "node:fs";

/** Devices of graphics cards on Linux: drivers of the kernel such as Mesa's, NVIDIA's own, and WSL's. */
const devices = ["/dev/dri", "/dev/nvidiactl", "/dev/dxg"];

/** Switches by which the user chooses how to draw. */
const choices = ["use-gl", "use-angle", "disable-gpu", "ignore-gpu-blocklist"];

/** The part of Electron's `app.commandLine` that is used here. */
export interface Switches {
  hasSwitch(name: string): boolean;
  appendSwitch(name: string): void;
}

/**
 * Disables hardware acceleration on computers without a graphics card, such as many virtual machines.
 * Otherwise Chromium only detects that when the graphics process fails, and the program hangs until then.
 * Call it before Electron is ready. Only has an effect on x64 Linux.
 */
export function drawWithoutCard(
  switches: Switches,
  system: string = `${process.platform}-${process.arch}`,
  exists: (path: string) => boolean = existsSync,
): void {
  if (system !== "linux-x64" || devices.some(exists)) return;
  if (!choices.some((name) => switches.hasSwitch(name))) switches.appendSwitch("disable-gpu");
}
