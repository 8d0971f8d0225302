import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A post of Publii for a test; missing fields get values as Publii writes them. */
export interface WrittenPost {
  readonly title: string;
  readonly text: string;
  readonly status?: string;
  readonly editor?: string;
  readonly image?: string;
  /** Time of the post in milliseconds. Default: each post is one day later than the post before. */
  readonly time?: number;
  /** Time of the last change in milliseconds. Default: the time of the post. */
  readonly changed?: number;
}

/** Returns the bytes of a database as Publii writes it. The numbers of the posts are 1, 2, 3 … */
export async function publiiDatabase(posts: readonly WrittenPost[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-publii-"));
  const path = join(folder, "db.sqlite");
  const db = new DatabaseSync(path);
  db.exec(`
    CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, authors TEXT, slug TEXT, text TEXT,
      featured_image_id INTEGER, created_at DATETIME, modified_at DATETIME, status TEXT, template TEXT);
    CREATE TABLE posts_images (id INTEGER PRIMARY KEY AUTOINCREMENT, post_id INTEGER, url TEXT, title TEXT,
      caption TEXT, additional_data TEXT);
    CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, slug TEXT, description TEXT, additional_data TEXT);
    CREATE TABLE posts_tags (tag_id INTEGER, post_id INTEGER);
    CREATE TABLE posts_additional_data (id INTEGER PRIMARY KEY AUTOINCREMENT, post_id INTEGER, key TEXT, value TEXT);
    CREATE TABLE authors (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, username TEXT, password TEXT, config TEXT, additional_data TEXT);
    INSERT INTO authors (name, config) VALUES ('花子', '{"email":"hanako@example.jp"}');
    INSERT INTO tags (name, slug) VALUES ('庭', 'niwa'), ('花, 木', 'hana');
    INSERT INTO posts_tags VALUES (1, 1), (2, 1);`);
  for (const [index, post] of posts.entries()) {
    const { title, text, status = "published", editor = "tinymce", image } = post;
    const { time = Date.UTC(2022, 4, 6 + index), changed = time } = post;
    db.prepare("INSERT INTO posts VALUES (NULL, ?, '1', ?, ?, ?, ?, ?, ?, '*')").run(
      title,
      `p${index + 1}`,
      text,
      image === undefined ? 0 : index + 1,
      time,
      changed,
      status,
    );
    db.prepare("INSERT INTO posts_images VALUES (NULL, ?, ?, '', '', ?)").run(
      index + 1,
      image ?? "",
      '{"alt":"傘","caption":"傘です","credits":"写真 <花子>"}',
    );
    db.prepare("INSERT INTO posts_additional_data VALUES (NULL, ?, '_core', ?)").run(
      index + 1,
      JSON.stringify({ editor, metaDesc: "" }),
    );
  }
  db.close();
  const bytes = await readFile(path);
  await rm(folder, { recursive: true });
  return bytes;
}
