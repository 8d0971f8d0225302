import { expect, test } from "vitest";
import { runCli, sourceProgram } from "./run-cli.ts";

/** Makes Node list all modules that a program loads, on standard error when the program ends. */
const listsModules = `
  import { registerHooks } from "node:module";
  const loaded = new Set();
  registerHooks({
    resolve(name, context, next) {
      const found = next(name, context);
      loaded.add(found.url);
      return found;
    },
  });
  process.once("exit", () => process.stderr.write([...loaded].join("\\n")));`;

test("a command starts without the libraries that only imports, exports and requests need", async () => {
  const hook = `--import=data:text/javascript,${encodeURIComponent(listsModules)}`;
  const options = { program: sourceProgram, environment: { NODE_OPTIONS: hook } };
  const { code, stderr } = await runCli(["--version"], options);
  expect(code).toBe(0);
  expect(stderr).toContain("/app/blog-service.ts");
  expect(stderr.match(/^node:https?$|\/node_modules\/(?:turndown|parse5|yazl)\b/gm)).toBeNull();
});
