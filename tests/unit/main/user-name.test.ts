import { expect, test } from "vitest";
import { fullName, type NameSources } from "#main/files/user-name.ts";

const sources: NameSources = {
  platform: "linux",
  passwd: () =>
    "root:x:0:0:root:/root:/bin/sh\nyoshiko:x:1000:1000:山田 芳子,,,:/home/y:/bin/sh\nann:x:1:1:& Lee:/:/",
  idF: () => "Ann Lee\n",
};

test("the full name that the system knows is suggested", () => {
  expect(fullName("yoshiko", sources)).toBe("山田 芳子");
  // In this field, & stands for the login name (passwd(5) of BSD)
  expect(fullName("ann", sources)).toBe("ann Lee");
  expect(fullName("ann", { ...sources, platform: "darwin" })).toBe("Ann Lee");
});

test("without one the login name is suggested", () => {
  const broken = (): string => {
    throw new Error("not there");
  };
  expect(fullName("nobody", sources)).toBe("nobody");
  expect(fullName("ann", { ...sources, passwd: broken })).toBe("ann");
  expect(fullName("ann", { ...sources, platform: "win32" })).toBe("ann");
});
