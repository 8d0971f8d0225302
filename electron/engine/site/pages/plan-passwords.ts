import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { isValidAddress } from "../addresses/addresses.ts";
import { places } from "../addresses/places.ts";
import { protectedSections } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";

type Password = NonNullable<BlogSettings["sections"][string]["password"]>;

const heading = "# Made by Hitofude: changes here are lost.\n";
const mediaFolder = "media";
/** Maximum number of paths in one regular expression. Apache limits the size of compiled expressions. */
const pathsTogether = 50;

/**
 * Plans the files that make Apache ask for the passwords of protected sections.
 * The folder of each section gets a password file and an `.htaccess`.
 * A file in `media/` protects the pictures that only protected posts show.
 */
export function* planPasswords(site: Site): Generator<PlannedFile> {
  const { settings, protection } = site;
  if (protection === undefined || protection === "open") return;
  const { root } = protection;
  const found = protectedSections(settings).flatMap((name) => {
    const { password, path = "" } = settings.sections[name] ?? {};
    const folder = path.normalize("NFC");
    return password && isValidAddress(folder) ? [{ name, folder, password }] : [];
  });
  for (const { name, folder, password } of found) {
    yield program(`${folder}/.htpasswd`, () => passwordLine(password));
    yield program(`${folder}/${places.htaccess}`, () => heading + rulesFor(name, root, folder) + closedFiles);
  }
  if (found.length === 0 || site.media.files.size === 0) return;
  const mediaProgram = program(`${mediaFolder}/${places.htaccess}`, () => {
    const paths = site.protectedMedia();
    const rules = found.flatMap(({ name, folder }) =>
      inGroups(paths.get(name) ?? []).map((group) => mediaRules(group, rulesFor(name, root, folder))),
    );
    return heading + rules.join("");
  });
  // The file in `media/` depends on all texts, because any text can change which pictures are protected.
  yield { ...mediaProgram, texts: site.model.entries };
}

/** Denies readers the password file, because some hosts would serve the file to signed-in readers. */
const closedFiles = `<Files ".ht*">
Require all denied
</Files>
`;

/** Returns a file that goes live before the pages that it protects. */
function program(path: string, text: () => string): PlannedFile {
  return { path, group: "asset", isProgram: true, name: "password", inputs: () => [text()], text };
}

/** Returns the content of a password file. */
export function passwordLine({ user, hash }: Password): string {
  return `${user}:${hash}\n`;
}

/**
 * Returns the rules by which Apache asks for a password.
 * The rules are not inside `<IfModule>`, so that a server without the module responds with status 500.
 * Inside `<IfModule>`, the server would ignore the rules and show the pages without a password.
 * @see https://httpd.apache.org/docs/2.4/howto/auth.html
 */
export function rulesFor(name: string, root: string, folder: string): string {
  const file = `${root.replace(/\/$/, "")}/${folder}/.htpasswd`;
  return `AuthType Basic
AuthName "${name}"
AuthBasicProvider file
AuthUserFile "${file.replace(/[\\"]/g, "\\$&")}"
Require valid-user
`;
}

/**
 * Returns password rules that apply only to the files at `paths`.
 * Compares only the ends of paths, because the server may resolve symbolic links in the folders.
 * Ignores case and Unicode form, because some servers find a file by any spelling of its name.
 */
function mediaRules(paths: readonly string[], rules: string): string {
  const spellings = new Set(paths.flatMap((path) => [path, path.normalize("NFD")]));
  const names = Array.from(spellings, (path) => path.replace(/[\\^$.*+?()[\]{}|#"]/g, "\\$&"));
  return `<If "%{REQUEST_FILENAME} =~ m#/(?:${names.join("|")})$#i">\n${rules}</If>\n`;
}

function inGroups(paths: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let start = 0; start < paths.length; start += pathsTogether) {
    groups.push(paths.slice(start, start + pathsTogether));
  }
  return groups;
}
