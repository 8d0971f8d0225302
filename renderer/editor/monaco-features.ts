/**
 * The features of Monaco that prose needs, none of which uses a web worker.
 * Two worker features are left out: links, which Hitofude handles, and warnings of suspicious characters.
 */
import "monaco-editor/features/codeEditor/register";
// Loads only the service of suggestions, because Monaco accepts no new services after its first editor.
// The suggestions are loaded with the editor of `blog.yaml`.
import "monaco-editor/editor/contrib/suggest/browser/suggestMemory";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/contextmenu/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/dnd/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/lineSelection/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/smartSelect/register";
import "monaco-editor/features/snippet/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordOperations/register";
