/**
 * Every error that a user can encounter. Each has `error.<code>.what` and `error.<code>.todo` in both locales
 * (checked by a test). Grouped by area; the comment lists the values available to the message.
 */
export const errorCodes = [
  // The boundary itself
  "internal", // reason
  "call.invalid", // call, problem
  "call.cancelled",
  "call.outOfStep", // the engine lacks the text that edits are based on; the window sends it whole
  "call.closed", // the process on the other side ended

  // Files
  "file.notFound", // path
  "file.readOnly", // path
  "file.diskFull", // path
  "file.outside", // path: outside of the folder it belongs to
  "file.linked", // path: a symbolic link where a real file or folder is required
  "file.linkBroken", // path: a broken symbolic link
  "file.failed", // path, reason

  // The blog folder
  "blog.notFound", // folder
  "blog.notABlog", // folder: no blog.yaml, no posts
  "blog.readOnly", // folder
  "trust.declined", // folder
  "blog.settingsInvalid", // key, problem (file and line on the problem)
  "blog.settingsSyntax", // reason
  "blog.settingsChanged", // another program changed blog.yaml
  "post.frontMatterSyntax", // path, reason
  "post.fieldInvalid", // path, key, problem
  "post.notUtf8", // path, encoding (best guess)
  "post.conflict", // path: another program changed the file
  "post.exists", // path
  "post.noSeries", // path
  "replace.nothing", // there is no replacement to revert
  "image.unsupported", // name
  "image.heif", // name
  "image.unsafe", // name: an SVG with active content, found: which
  "image.damaged", // name
  "image.tooLarge", // name, megabytes, most: megabytes
  "image.nameTaken", // path
  "image.inUse", // path, by: path of a file that uses it
  "image.hugePixels", // name, millions: of pixels, most: millions

  // The site
  "address.collision", // address, first, second
  "address.invalid", // path, address
  "address.noPage", // path, address: has an extension that no page may have
  "address.reserved", // path, address: in the folder of the counter and the form
  "address.serverFile", // path, address: a server would execute it
  "date.missing", // path
  "date.future", // path, date: as written
  "guid.duplicate", // guid, first, second
  "link.dead", // path, target
  "link.noAnchor", // path, target, anchor
  "image.missing", // path, target
  "image.noAlt", // path, target
  "image.broken", // path, target
  "image.cmyk", // path, target
  "image.tooManyPixels", // path, target
  "image.notReduced", // path, target
  "markdown.swallowedDefinition", // path, text: `[追記]: …`
  "markdown.windowsPath", // path, text
  "markdown.markSpace", // path, text: the line's first words
  "markdown.tooDeep", // path, text: the line that exceeds the limit
  "markdown.mathsUnreadable", // path, text: the formula, reason
  "markdown.diagramTooLarge", // path, text: its first line
  "markdown.diagramUnreadable", // path, text: the line that cannot be drawn
  "media.activeDrawing", // path: an SVG in media/ with active content
  "media.serverCode", // path: a page in media/ that contains server-side code
  "media.serverFile", // path: a server would execute it
  "theme.notFound", // theme
  "theme.syntax", // template, line, reason
  "theme.render", // template, line, reason, path
  "theme.optionUnknown", // theme, option, known: names of its options
  "theme.optionInvalid", // theme, option, value, allowed
  "theme.noTemplate", // theme, section, template
  "theme.serverFile", // path

  // Publishing
  "publish.noTarget", // name
  "publish.blocked", // count: problems of severity error
  "publish.hostUnknown", // host
  "publish.refused", // host, port
  "publish.timeout", // host, port
  "publish.hostKeyUnknown", // host, fingerprint
  "publish.hostKeyOther", // host, fingerprint, named: fingerprints given by the author, which do not match
  "publish.hostKeyChanged", // host, fingerprint, known
  "publish.hostKeyRejected", // host
  "publish.signInFailed", // host, user, methods
  "publish.keyUnreadable", // path, reason
  "publish.keyPassphrase", // path
  "publish.algorithms", // host, reason
  "publish.oldAlgorithms", // host, algorithms: needed by the server, not permitted by the author
  "publish.directoryMissing", // directory
  "publish.directoryDenied", // directory
  "publish.fileInTheWay", // path: another's file where the site needs a folder
  "publish.folderInTheWay", // path: a folder with others' files where the site needs a file
  "publish.passwordExpired", // host, user: the server requires a new password first
  "publish.nameTooLong", // path, name: a component, or all; bytes; post: its source, where ofPost is "true"
  "publish.nameRefused", // path, name: the refused component; post: its source, where ofPost is "true"
  "publish.sameName", // path, other: two files of the site with the same name on the server
  "publish.remoteDiskFull", // path
  "publish.remoteQuota", // path: the account's quota is used up
  "publish.remoteFailed", // operation, path, reason
  "publish.connectionLost", // reason
  "publish.locked", // owner, since
  "publish.conflicts", // count: files on the server that are not ours or were changed there
  "publish.manyDeletes", // count
  "publish.swapLinks", // directory: the server lacks hard links, symbolic links, or a replacing rename
  "publish.swapBeside", // directory: the parent of the document root, not writable
  "publish.swapRoot", // directory: the document root cannot be renamed, e.g. a mount point
  "publish.swapAnother", // directory: links to a release that this blog did not make
  "publish.swapEntry", // path: an entry of the site that cannot be carried over to another release
  "publish.swapNames", // directory, why: `hidden` (dot names not listed) or `same` (names considered equal)
  "publish.editedMeanwhile", // count: files that someone changed on the server during the publish
  "publish.verifyFailed", // path, reason
  "publish.running",
  "undo.none",
  "undo.gone", // number
  "publish.secretNeeded", // host, user: nobody is present to enter it

  "schedule.firstPublish", // nothing has been published to the default target yet
  "target.hostInvalid", // key, value
  "target.userInvalid", // key, value
  "target.directoryInvalid", // key, value
  "target.urlInvalid", // key, value
  "targets.isDefault", // name: cannot be removed
  "targets.nameTaken", // name

  "rclone.missing",
  "rclone.remoteInvalid", // value: not an rclone remote with a folder
  "rclone.remoteUnknown", // remote, reason

  // The connection test
  "test.notSsh", // host, port
  "test.passwordRefused", // host, user
  "test.keyOnly", // host: accepts keys only, no passwords
  "test.keyRefused", // host, user
  "test.directoryMissing", // directory, parent, found: existing folders
  "test.notADirectory", // directory
  "test.oldAlgorithms", // algorithms: permitted by the author, and in use
  "test.slowReplace", // a file can only be replaced by removing it first
  "test.addressInvalid", // url
  "test.webNameUnknown", // url, host
  "test.webUnreachable", // url, reason
  "test.webElsewhere", // url, directory: the URL shows another folder
  "test.webLocked", // url: requires a password from readers
  "test.webForbidden", // url
  "test.webStatus", // url, status
  "test.notRemoved", // path
  "secrets.unavailable",
] as const;
