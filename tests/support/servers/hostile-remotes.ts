/** Paths that attacks try to reach: a file that a command creates, and a folder outside of the target. */
interface Places {
  readonly canary: string;
  readonly outside: string;
}

/**
 * Returns rclone remotes that a hostile `blog.yaml` may contain.
 * rclone's configuration contains the remotes `near`, `mem` and `dav`.
 */
export function hostileRemotes({ canary, outside }: Places): string[] {
  const touch = `touch ${canary}`;
  return [
    // A connection string can replace a setting of a remote, such as the command that rclone runs.
    `dav,bearer_token_command="${touch}":`,
    `dav,bearer_token_command='${touch}':site`,
    `dav,vendor=other,url="http://127.0.0.1:9/",bearer_token_command="${touch}":`,
    `dav,bearer_token_command="${touch}",pacer_min_sleep=1ms:`,
    `near,remote="${outside}":`,
    `near,remote=${outside}:x`,
    `near,remote='${outside}':`,
    `near,nounc:${outside}`,
    `mem,description=x:`,
    `near,:`,
    `near,=:`,
    // Backends of rclone that need no configuration
    `:local:${outside}`,
    `:local,copy_links:${outside}`,
    `:local,one_file_system=true:${outside}`,
    `:alias,remote="${outside}":`,
    `:webdav,url="http://127.0.0.1:9/",bearer_token_command="${touch}":`,
    `:webdav,bearer_token_command="${touch}",url='http://127.0.0.1:9/':a`,
    `:sftp,ssh="sh -c '${touch}'":`,
    `:sftp,ssh="${touch}",host=127.0.0.1:a`,
    `:sftp,host=127.0.0.1,port=9,user=x:a`,
    `:sftp,server_command="${touch}",host=127.0.0.1:`,
    `:http,url="http://127.0.0.1:9/":`,
    `:union,upstreams="${outside}":`,
    `:combine,upstreams="a=${outside}":a`,
    `:chunker,remote="${outside}":`,
    `:cache,remote="${outside}":`,
    `:memory:bucket`,
    `:compress,remote="${outside}":`,
    `:crypt,remote="${outside}",password=x:`,
    ` :local:${outside}`,
    // Paths on this computer
    outside,
    `${outside}:x`,
    `${outside}/a:b`,
    "/",
    ".",
    "..",
    "./near:x",
    "../near:x",
    "~/x",
    "file:",
    `C:${outside}`,
    "c:\\Windows\\Temp",
    "\\\\server\\share:x",
    "\\\\?\\C:\\x",
    // Options instead of a name
    "--config=/dev/null:",
    `--password-command=${touch}:`,
    `--rc-web-gui:x`,
    "-v:x",
    "-:x",
    `-P --bearer-token-command "${touch}":x`,
    // Paths that leave the folder
    "near:..",
    "near:../outside",
    "near:site/../../outside",
    "near:site/..",
    "near:./../outside",
    "near:/../outside",
    "near:site\\..\\..\\outside",
    // Invalid names of remotes, and characters with a special meaning
    "",
    ":",
    "near",
    "near site",
    " near:x",
    "near :x",
    "\tnear:x",
    "near\n:x",
    "near:x\n",
    "near:x\0y",
    "near:\u001b[2J",
    "ne\0ar:x",
    `near"x":y`,
    `"near":y`,
    `'near':y`,
    "{near}:x",
    "near;touch:x",
    "$(touch x):y",
    "`touch x`:y",
    "near|x:y",
    "near&x:y",
    "near\u202e:x",
    "ｎｅａｒ，remote=x:",
    // Remotes that rclone's configuration does not contain
    "nobody:site",
    "nearr:site",
    "NEAR:site",
    "local:site",
    "sftp:site",
  ];
}
