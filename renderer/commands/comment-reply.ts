import type { EditorHandle } from "../state/current-editor.ts";
import type { App } from "../state/app.ts";
import type { Messages } from "../state/language.ts";
import { insertBlock } from "../writing/insert-block.ts";
import { dayOf } from "../writing/dates.ts";
import { escapeWords, quotedTitle } from "../writing/quote-text.ts";
import { type MessageSource, type ReaderMessage, readMessages } from "../writing/read-messages.ts";
import { type ReplyText, type ReplyWords, replyText } from "../writing/reply-text.ts";
import { blogTime, logRevision } from "./addendum.ts";

export interface CommentReply {
  readonly messages: readonly ReaderMessage[];
  /** The source for messages that name no source themselves, such as mail. */
  readonly source: MessageSource;
  /** Whether the post shows who wrote each message. */
  readonly names: boolean;
  /**
   * With `new`, the replies become a new post that is related to the open post.
   * With `here`, the replies are added at the end of the open post.
   */
  readonly destination: "new" | "here";
  /** Whether to set `updated` in the open post. Used only if the replies are added to this post. */
  readonly announce: boolean;
}

/** Parses the readers' messages in the text that the author pasted into the sheet. */
export function heldMessages(app: App): ReaderMessage[] {
  return readMessages(app.messages.text, dayOf(blogTime(app).now));
}

/** Writes messages from readers into a post, each followed by space for an answer. */
export async function writeReplies(app: App, reply: CommentReply): Promise<void> {
  const { words } = blogTime(app);
  if (reply.destination === "new") await inNewPost(app, reply, words);
  else {
    const editor = await app.editor.loaded();
    editor.edit((body) => {
      const block = replyText(reply.messages, body, wordsFor(reply, words));
      return insertBlock(body, { position: "end", offset: body.length }, block);
    });
    logRevision(app, words("reply.note"), reply.announce);
  }
  await app.messages.clear();
}

async function inNewPost(app: App, reply: CommentReply, words: Messages): Promise<void> {
  const original = app.documents.current;
  if (!original) return;
  await app.documents.saveAll();
  const summary = app.blog.post(original.path);
  const block = replyText(reply.messages, "", wordsFor(reply, words));
  await app.documents.create({
    kind: "post",
    ...(original.kind === "post" && summary?.section ? { section: summary.section } : {}),
    title: quotedTitle(summary?.title.trim() || summary?.excerpt || "", (title) =>
      words("reply.title", { title }),
    ),
    items: [{ list: "relations", kind: "reply", to: original.path }],
    body: `\n${block.text}\n`,
  });
  app.workspace.showPane("editor");
  showCaret(await app.editor.loaded(), block);
}

/** Puts the caret where the author writes the first answer. */
function showCaret(editor: EditorHandle, block: ReplyText): void {
  editor.edit((_, span) => {
    // Adds 1 for the empty line at the beginning of the inserted text.
    const at = block.caret + 1;
    return { span: { start: span.end, end: span.end }, text: "", selection: { start: at, end: at } };
  });
}

function wordsFor({ source, names }: CommentReply, words: Messages): ReplyWords {
  return {
    answer: words("reply.answer"),
    heading: (message) => {
      const name = names && message.name !== "" ? words("reply.named", { name: message.name }) : "";
      const way = words(`reply.source.${message.source ?? source}`);
      return [way, name, message.date].filter(Boolean).map(escapeWords).join(" ");
    },
  };
}
