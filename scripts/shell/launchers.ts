import { shellCommands, shellInquiries } from "#contract/shell-words.ts";

/**
 * Launchers: the file `hitofude` that a desktop package puts on the PATH.
 * If the first argument is a command, a launcher runs the shell. Otherwise, a launcher opens the window.
 * See decision 0035.
 */

/**
 * First arguments with which a launcher runs the shell, even if a file in the current folder has this name.
 */
const words = [...shellCommands, ...shellInquiries];

/**
 * Returns the launcher of Linux and macOS.
 * The launcher runs the shell with the program's own binary, before Chromium starts.
 * The shell thus needs neither Chromium's zygote process nor Chromium's sandbox, which root cannot have.
 * Chromium prints no messages in this case. `--` prevents Chromium from reading the options of the shell.
 * @param program path of the binary, relative to the parent of the launcher's folder
 */
export function unixLauncher(program: string): string {
  return `#!/bin/sh
# Hitofude: \`hitofude COMMAND\` is a program of the shell, see \`hitofude --help\`; else the window opens.
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
folder=$(CDPATH='' cd -P "$(dirname "$self")/.." && pwd) || exit 1
program=$folder/${program}

shell() {
  exec "$program" --no-sandbox --no-zygote --log-level=3 --hitofude-shell -- "$@"
}

case \${1-} in
  ${words.join(" | ")}) shell "$@" ;;
  *[!abcdefghijklmnopqrstuvwxyz-]* | -* | '') ;;
  # A mistyped command: the shell says which ones there are.
  *) [ -e "$1" ] || shell "$@" ;;
esac
exec "$program" "$@"
`;
}

/**
 * Returns the launcher of Windows.
 * On Windows, the program has no console, so Node from the package runs the shell.
 * The launcher jumps (`goto`) instead of using blocks, because a `)` in an argument would end a block.
 */
export function windowsLauncher(): string {
  const lines = [
    "@echo off",
    "rem Hitofude: `hitofude COMMAND` is a program of the console, see `hitofude --help`; else the window opens.",
    "setlocal",
    ...words.map((word) => `if "%~1"=="${word}" goto shell`),
    'if "%~1"=="" goto window',
    'if exist "%~1" goto window',
    'set "first=%~1"',
    'if "%first:~0,1%"=="-" goto window',
    "rem A mistyped command: the shell says which ones there are.",
    "goto shell",
    ":window",
    'start "" "%~dp0..\\Hitofude.exe" %*',
    "exit /b 0",
    ":shell",
    '"%~dp0..\\resources\\shell\\node.exe" "%~dp0..\\resources\\shell\\out\\cli\\hitofude.js" %*',
    "exit /b %errorlevel%",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
