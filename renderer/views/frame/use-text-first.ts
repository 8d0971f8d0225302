import { useEffect, useState } from "react";
import { currentEditor, firstEditor } from "../../editor/current-editor.ts";
import { useApp } from "../../state/app.ts";

/**
 * Whether what is beside the text may be rendered. If a post is on screen from the start, its editor is
 * rendered first, since it is needed first.
 */
export function useTextFirst(): boolean {
  const { documents } = useApp();
  const [isTurn, setTurn] = useState(
    () => documents.current === null || currentEditor.getState().handle !== null,
  );
  useEffect(() => {
    let isGone = false;
    void firstEditor.then(() => {
      if (!isGone) setTurn(true);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isTurn;
}
