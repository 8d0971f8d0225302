/** Shows a text that the server sent, line by line; shows nothing if there is none. */
export function ServerWords({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : <p className="server-words">{words}</p>;
}
