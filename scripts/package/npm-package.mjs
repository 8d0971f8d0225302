import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../setup/paths.mjs";

/** The files and folders that the npm package contains. A second name is the new name of a file. */
const contents = [
  ["out/cli"],
  // The shell starts this thread from a folder beside its own folder
  ["out/image-thread"],
  ["resources/themes"],
  ["resources/sample-blog"],
  ["resources/sample-blog-en"],
  ["out/shell/share/completions", "completions"],
  ["out/shell/share/man/man1", "man"],
  ["LICENSE"],
];

const readme = `# Hitofude

The command line of [Hitofude](HOMEPAGE), a program for people who keep a blog on their own web space: Markdown in,
HTML and feeds out, published over SFTP. The desktop program is not needed.

\`\`\`sh
npx hitofude new --sample diary
npx hitofude build --out site diary
npx hitofude publish --dry-run diary
\`\`\`

\`hitofude --help\` lists all commands. Completions for bash, zsh and fish are in \`completions/\`.
`;

/**
 * Writes the folder of the npm package: the built shell, and the files that it reads.
 * The built shell needs no other npm packages.
 * @param {string} folder
 */
export async function writeNpmPackage(folder) {
  const project = JSON.parse(await readFile(path.join(projectRoot, "package.json"), "utf8"));
  const builder = parse(await readFile(path.join(projectRoot, "electron-builder.yml"), "utf8"));
  const { homepage } = builder.extraMetadata;
  for (const [from = "", to = from] of contents) {
    const target = path.join(folder, to);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(path.join(projectRoot, from), target, { recursive: true });
  }
  const manifest = {
    name: project.name,
    version: project.version,
    description: project.description,
    keywords: ["blog", "markdown", "sftp", "static-site-generator"],
    homepage,
    repository: { type: "git", url: `git+${homepage}.git` },
    license: project.license,
    type: "module",
    bin: { hitofude: "out/cli/hitofude.js" },
    man: ["man/hitofude.1"],
    files: ["out", "resources", "completions", "man"],
    engines: project.engines,
  };
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(path.join(folder, "README.md"), readme.replace("HOMEPAGE", homepage));
}
