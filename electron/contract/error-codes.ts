/**
 * Every error that a person can meet. Each has `error.<code>.what` and `error.<code>.todo` in both locales (a test
 * holds them together). Grouped by room; the comment names the values that the message may use.
 */
export const errorCodes = [
  // The boundary itself
  "internal", // reason
  "call.invalid", // call, problem
  "call.cancelled",
  "call.outOfStep", // the engine has not the text that edits were told of; the window tells it whole
  "call.closed", // the process on the other side went away

  // Files
  "file.notFound", // path
  "file.readOnly", // path
  "file.diskFull", // path
  "file.outside", // path: leaves the folder it belongs to
  "file.linked", // path: a symbolic link where the program wants the file or folder itself
  "file.linkBroken", // path: a symbolic link to nothing
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
  "replace.nothing", // there is no replacement to take back
  "image.unsupported", // name
  "image.heif", // name
  "image.unsafe", // name: a drawing that can run something, found: what in it
  "image.damaged", // name
  "image.tooLarge", // name, megabytes, most: megabytes
  "image.nameTaken", // path
  "image.inUse", // path, by: path of a file that uses it
  "image.hugePixels", // name, millions: of pixels, most: millions

  // The site
  "address.collision", // address, first, second
  "address.invalid", // path, address
  "address.noPage", // path, address: with an ending that no page has
  "address.reserved", // path, address: in the folder of counter and form
  "address.serverFile", // path, address: a server would run it
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
  "markdown.tooDeep", // path, text: the line where it gets too deep
  "markdown.mathsUnreadable", // path, text: the formula, reason
  "markdown.diagramTooLarge", // path, text: its first line
  "markdown.diagramUnreadable", // path, text: the line that cannot be drawn
  "media.activeDrawing", // path: an SVG in media/ that could act in readers' browsers
  "media.serverCode", // path: a page in media/ with code for servers in it
  "media.serverFile", // path: a server would run it
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
  "publish.hostKeyOther", // host, fingerprint, named: the fingerprints that the author gave, none of which it is
  "publish.hostKeyChanged", // host, fingerprint, known
  "publish.hostKeyRejected", // host
  "publish.signInFailed", // host, user, methods
  "publish.keyUnreadable", // path, reason
  "publish.keyPassphrase", // path
  "publish.algorithms", // host, reason
  "publish.oldAlgorithms", // host, algorithms: the server has none better, and the author has not permitted them
  "publish.directoryMissing", // directory
  "publish.directoryDenied", // directory
  "publish.fileInTheWay", // path: a file of somebody's where a folder of the site has to be
  "publish.folderInTheWay", // path: a folder with others' files in it where a file of the site has to be
  "publish.passwordExpired", // host, user: the server lets nobody in with it until it is changed
  "publish.nameTooLong", // path, name: a part of it, or all; bytes; post: its source, where ofPost is "true"
  "publish.nameRefused", // path, name: a part of it with characters that the server does not take; post: its source, where ofPost is "true"
  "publish.sameName", // path, other: two files of the site, one name on the server
  "publish.remoteDiskFull", // path
  "publish.remoteQuota", // path: the disk has room, but not for this account
  "publish.remoteFailed", // operation, path, reason
  "publish.connectionLost", // reason
  "publish.locked", // owner, since
  "publish.conflicts", // count: files on the server that are not ours or were changed there
  "publish.manyDeletes", // count
  "publish.swapLinks", // directory: the server has no hard links, no symbolic ones, or no rename of one over the other
  "publish.swapBeside", // directory: nothing can be moved from beside the document root into this folder above it
  "publish.swapRoot", // directory: the document root does not let itself be renamed, as a mount point does not
  "publish.swapAnother", // directory: leads to a release that this blog did not make
  "publish.swapEntry", // path: something in the site that cannot be taken along into another release
  "publish.swapNames", // directory, why: `hidden` (names with a dot are not listed) or `same` (different names are one)
  "publish.editedMeanwhile", // count: files that somebody changed on the server while the publish was under way
  "publish.verifyFailed", // path, reason
  "publish.running",
  "undo.none",
  "undo.gone", // number
  "publish.secretNeeded", // host, user: nobody is there to type it

  "schedule.firstPublish", // nothing was published to the default target yet
  "target.hostInvalid", // key, value
  "target.userInvalid", // key, value
  "target.directoryInvalid", // key, value
  "target.urlInvalid", // key, value
  "targets.isDefault", // name: cannot be taken away
  "targets.nameTaken", // name

  "rclone.missing",
  "rclone.remoteInvalid", // value: anything but a remote of rclone and a folder in it
  "rclone.remoteUnknown", // remote, reason

  // The connection test
  "test.notSsh", // host, port
  "test.passwordRefused", // host, user
  "test.keyOnly", // host: takes keys, and no passwords
  "test.keyRefused", // host, user
  "test.directoryMissing", // directory, parent, found: folders that are there
  "test.notADirectory", // directory
  "test.oldAlgorithms", // algorithms: permitted by the author, and in use
  "test.slowReplace", // a file can only be replaced by removing the old one first
  "test.addressInvalid", // url
  "test.webNameUnknown", // url, host
  "test.webUnreachable", // url, reason
  "test.webElsewhere", // url, directory: the address shows another folder
  "test.webLocked", // url: asks readers for a password
  "test.webForbidden", // url
  "test.webStatus", // url, status
  "test.notRemoved", // path
  "secrets.unavailable",
] as const;
