import { expect, test } from "vitest";
import { drawWithoutCard } from "#main/graphics.ts";

/** Returns the switches after a start on a system with these devices. */
function started(system: string, devices: readonly string[], given: readonly string[] = []): string[] {
  const switches = new Set(given);
  const commandLine = {
    hasSwitch: (name: string) => switches.has(name),
    appendSwitch: (name: string) => switches.add(name),
  };
  drawWithoutCard(commandLine, system, (path) => devices.includes(path));
  return [...switches];
}

test("a Linux PC without a graphics card uses software rendering from the start", () => {
  expect(started("linux-x64", [])).toEqual(["disable-gpu"]);
});

test("a graphics card is used, whatever its driver", () => {
  for (const device of ["/dev/dri", "/dev/nvidiactl", "/dev/dxg"]) {
    expect(started("linux-x64", [device])).toEqual([]);
  }
});

test("other systems decide themselves, and explicit options take precedence", () => {
  expect(started("darwin-arm64", [])).toEqual([]);
  expect(started("win32-x64", [])).toEqual([]);
  expect(started("linux-arm64", [])).toEqual([]);
  expect(started("linux-x64", [], ["use-angle"])).toEqual(["use-angle"]);
});
