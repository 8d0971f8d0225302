import { useState } from "react";
import { AppError } from "#contract/errors.ts";
import { TextField } from "#renderer/ui/text-field.tsx";
import { PictureField } from "#renderer/views/media/picture-field.tsx";
import { showInWindow, windowApp } from "../../support/window-app.tsx";

declare global {
  // The declaration of a global variable needs `var`.
  /** Ends the storing of the picture with this name. */
  var stored: Record<string, () => void>;
  /** The codes of the errors that the window reports outside the field. */
  var reported: string[];
}
globalThis.stored = {};
globalThis.reported = [];

/** Stores a picture when the test says so, and refuses texts. */
const app = windowApp(async (name: string, input: { readonly name: string }) => {
  if (name === "media.pictures") {
    if (location.hash === "#unreadable") throw new AppError("file.unreadable", { path: "media" });
    return [];
  }
  if (name !== "media.add") return {};
  if (input.name.startsWith("notes")) throw new AppError("image.unsupported", { name: input.name });
  await new Promise<void>((resolve) => {
    globalThis.stored[input.name] = resolve;
  });
  return { path: `media/${input.name}`, markdown: "" };
});
app.workspace.store.subscribe(({ notice }) => {
  if (notice?.kind === "error") globalThis.reported.push(notice.error.code);
});

/** Replaces the program's window in tests: the field for a picture of the settings, or of a closed post. */
function Field() {
  const [path, setPath] = useState("");
  return (
    <PictureField
      label="Icon"
      value={path}
      post={location.hash === "" ? null : location.hash.slice(1)}
      onTake={setPath}
    >
      {(buttons) => <TextField label="Icon" value={path} onChange={setPath} after={buttons} />}
    </PictureField>
  );
}

showInWindow(app, <Field />);
