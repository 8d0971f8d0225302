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

/** Runs a command that exits with `code`. Returns the addresses of the modules that it loaded, one per line. */
async function modulesOf(code: number, ...args: string[]): Promise<string> {
  const hook = `--import=data:text/javascript,${encodeURIComponent(listsModules)}`;
  const options = { program: sourceProgram, environment: { NODE_OPTIONS: hook } };
  const run = await runCli(args, options);
  expect(run.code).toBe(code);
  return run.stderr;
}

test("a command starts without the libraries that only imports, exports and requests need", async () => {
  const modules = await modulesOf(1, "check", "/no/such/blog");
  expect(modules).toContain("/app/blog-service.ts");
  expect(modules.match(/^node:https?$|\/node_modules\/(?:turndown|parse5|yazl)\b/gm)).toBeNull();
});

test("a command that opens no blog starts without the code that opens blogs", async () => {
  const modules = await modulesOf(0, "--version");
  expect(modules).toContain("/cli/hitofude.ts");
  expect(modules).not.toContain("/app/blog-service.ts");
});
