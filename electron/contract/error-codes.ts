/**
 * Every error that a user can encounter. The comment after a code lists the values for its messages.
 * Each code has `error.<code>.what` and `error.<code>.todo` in both locales (checked by a test).
 */
export const errorCodes = [
  // Calls between two processes
  "internal", // reason
  "call.invalid", // call, problem
  "call.cancelled",
  "call.outOfStep", // the engine lacks the revision before the edits; the window then sends the whole text
  "call.closed", // the process on the other side ended

  // Files
  "export.nothing",
  "export.notCopied",
  "export.exists", // path
  "backup.inside", // folder, around: the blog folder, or a folder that is published
  "export.noSpace", // path: of the folder; bytes: needed for the backup
  "file.notFound", // path
  "file.readOnly", // path
  "file.unreadable", // path: reading it is not permitted
  "file.inUse", // path: another program still has it open
  "file.diskFull", // path
  "file.nameTooLong", // path
  "file.outside", // path: outside the folder that it must be in
  "file.linked", // path: a symbolic link where a real file or folder is required
  "file.linkBroken", // path: a broken symbolic link
  "file.nameUnusable", // path: its name is not UTF-8 or has control characters
  "file.nameReserved", // path: Windows can make no file with this name
  "file.failed", // path, reason
  "file.readFailed", // path, reason

  // The blog folder
  "blog.notFound", // folder
  "blog.notTheSame", // folder: chosen as the new place of the open blog, but it does not contain this blog
  "blog.notABlog", // folder: no blog.yaml, no posts
  "blog.readOnly", // folder
  "blog.polled", // folder: the system cannot watch it, so changes by other programs are found seconds later
  "blog.inCloud", // folder, cloud: the service that synchronizes the folder
  "trust.declined", // folder
  "blog.settingsInvalid", // key, kind, detail; sometimes also used (file and line are part of `Problem`)
  "blog.zoneMissing", // zone: the time zone that is used instead
  "blog.settingsSyntax", // reason
  "blog.settingsUnusual", // key
  "blog.settingsChanged", // another program changed blog.yaml
  "post.frontMatterSyntax", // path, reason
  "post.fieldInvalid", // path, key, problem
  "post.jsonFrontMatter", // path: the front matter is JSON, which cannot be edited
  "post.keptPrivate", // path, key: the key in front matter that makes the post a draft
  "post.notUtf8", // path, encoding: a guess
  "post.conflictCopy", // path, original: the post of which a sync service made this copy
  "post.encodingUnknown", // path: a file that cannot be converted to UTF-8 without losing characters
  "post.conflict", // path: another program changed the file
  "post.exists", // path
  "post.noSeries", // path
  "section.exists", // name: a section has this name, or the renamed section is gone
  "bulk.linksLeft", // path: a post with a link to a moved file that could not be updated
  "bulk.nothing", // there is no change of several posts to undo
  "replace.nothing", // there is no replacement across posts to revert
  "print.failed", // reason: in the words of the system
  "image.unsupported", // name
  "image.heif", // name
  "image.unsafe", // name, found: the active content in this SVG
  "image.damaged", // name
  "image.tooLarge", // name, megabytes, most: megabytes
  "image.notEditable", // name
  "image.otherPost", // name
  "image.nameTaken", // path
  "image.inUse", // path, by: path of one file that uses it
  "image.hugePixels", // name, millions: of pixels, most: millions

  // Importing posts from another service
  "card.unreachable", // host
  "card.noTitle", // host
  "card.private", // host
  "import.unknownFormat", // name, known: ids of the formats
  "import.notRecognised", // name: of the first file, files: number, known: names of the formats
  "import.noOption", // format, option
  "import.noSection", // section, known: names of the sections
  "import.nothingToUndo",
  "import.tooManyFiles", // most: maximum number
  "import.nothingChosen",
  "import.siteAddress", // address: the author typed no web address
  "import.siteUnreachable", // host, fault: see `PictureFault`
  "import.siteWithoutLists", // host: the site has neither a site map nor a feed
  "import.kitNoUrl", // the blog has no public address yet
  "import.kitNoAddresses", // no post has an old address
  "import.doctype", // name, line
  "import.damaged", // name, line
  "import.zipDamaged", // name
  "import.zipLocked", // name
  "import.packed", // name: an archive that is not read, such as 7z or tar.gz

  // The site
  "build.outUnsafe", // folder
  "build.outForeign", // folder: it contains files that no build has made
  "address.collision", // address, first, second
  "address.invalid", // path, address
  "address.tooLong", // path, address: a file or folder name in it is too long
  "address.noPage", // path, address: its extension is not allowed for a page
  "address.reserved", // path, address: inside the folder of the counter and the form
  "address.serverFile", // path, address: the server would execute a file of this name
  "oldFiles.stay", // paths, count: files that are not made, because files of an old site are at their paths
  "address.noRedirect", // path, address: an earlier address at which no page can be
  "date.missing", // path
  "date.unreadable", // path, key, date: as written in the post
  "date.future", // path, date: as written in the post
  "guid.duplicate", // guid, first, second
  "link.dead", // path, target
  "section.noPassword", // section: its password has no usable hash
  "section.noFolder", // section: it has a password and no folder on the site
  "section.outside", // section, path, address, folder: the folder that a password protects
  "section.notProtected", // section
  "share.protected",
  "share.notDraft",
  "share.noPost", // path: no post or page of a blog
  "robots.unread", // url, read: the only address at which crawlers look for robots.txt
  "link.noAnchor", // path, target, anchor
  "translation.sameLanguage", // path, other, language
  "sharePicture.lacksCharacters", // count, titles, characters: characters that the fonts of the pictures lack
  "image.missing", // path, target
  "image.noAlt", // path, target
  "image.broken", // path, target
  "image.unread", // path, target: its file cannot be read at present
  "image.cmyk", // path, target
  "image.tooManyPixels", // path, target
  "image.notReduced", // path, target
  "markdown.swallowedDefinition", // path, text: `[追記]: …`
  "markdown.windowsPath", // path, text
  "markdown.markSpace", // path, text: first words of the line
  "markdown.foreignTag", // path, text: a tag of another program, which the page shows as it is written
  "markdown.tooDeep", // path, text: the line that is nested too deeply
  "markdown.mathsUnreadable", // path, text: the formula, reason
  "markdown.diagramTooLarge", // path, text: first line of the diagram
  "markdown.diagramUnreadable", // path, text: the line of the diagram that cannot be drawn
  "media.activeDrawing", // path: an SVG in media/ with active content
  "media.serverCode", // path: a page in media/ that contains server-side code
  "media.serverFile", // path: a file in media/ that the server would execute
  "media.nameUnusable", // path: a file or folder in media/ whose name no file of a site can have
  "theme.notFound", // theme
  "theme.syntax", // template, line, reason
  "theme.templateMissing", // template
  "theme.render", // template, line, reason, path
  "theme.optionUnknown", // theme, option, known: names of its options
  "theme.optionInvalid", // theme, option, value, allowed
  "theme.noTemplate", // theme, section, template
  "theme.serverFile", // path
  "theme.noFile", // path
  "theme.inUse", // theme
  "theme.zipBroken", // the file is no zip, or is damaged or encrypted
  "theme.zipNoTheme", // the zip has no templates/post.liquid
  "theme.zipLink", // path
  "theme.zipPath", // path: leads out of the folder, is not valid on every system, or is there twice
  "theme.zipProgram", // path: a file that is no part of a theme
  "theme.zipSize", // path: "zip" for the whole zip; limit: in MB
  "theme.zipCount", // limit
  "theme.fileChanged", // path: another program changed the file while it was edited

  // Publishing
  "publish.noTarget", // name, near: the most similar name of a target, or `none`
  "publish.blocked", // count: problems of severity `error`
  "publish.hostUnknown", // host
  "publish.refused", // host, port
  "publish.timeout", // host, port
  "publish.silent", // host, port, seconds: an SSH server that sends nothing after its greeting
  "publish.notSsh", // host, port, service: `ftp`, `web`, `mail`, `oldSsh` or `other`
  "publish.sshGarbled", // host, port, words: the text that the server sent after its SSH version, or `none`
  "publish.userMissing", // host
  "publish.sshConfigProxy", // host, command: the ProxyCommand of ~/.ssh/config, which is not run
  "publish.sshConfigJump", // host, jump: the ProxyJump of ~/.ssh/config, which cannot be followed
  "publish.jumpRefused", // jump: the jump host; host, port: the server behind it; reason
  "publish.notFtp", // host, port
  "publish.ftpsPlain", // host, reason: the server does not encrypt the sign-in or the data
  "publish.ftpsImplicit", // host, port: encrypted from the beginning, usually port 990
  "publish.dataConnection", // reason
  // For a jump host's key, `jump` is its name and `to` the server behind it. Otherwise, `jump` is "none".
  "publish.hostKeyUnknown", // host, jump, to, keyType, fingerprint
  "publish.hostKeyOther", // host, jump, to, fingerprint, named: fingerprints given by the author, none of which matches
  "publish.hostKeyChanged", // host, jump, to, fingerprint, known; name: of the host in `files`, which contain `known`
  "publish.hostKeyRejected", // host, jump, to
  "publish.signInFailed", // host, user, methods
  "publish.keyRefused", // host, user, path: a key that the server does not accept for this user
  "publish.keyUnreadable", // path, reason
  "publish.agentMissing", // system: `windows`, `unset` or `other`; socket: where an agent was expected
  "publish.agentEmpty", // the agent has no keys
  "publish.agentLacksKey", // path: the chosen key, which the agent does not have
  "publish.agentManyKeys", // host, user: the server ended the login after several keys of the agent
  "publish.sftpNoise", // host, user, output: text that the account's start files print before SFTP begins
  "publish.sftpReplaced", // host, user, output: of the program in place of SFTP, or `none`, `silent`, `refused`
  "publish.keyPassphrase", // path
  "publish.algorithms", // host, reason
  "publish.oldAlgorithms", // host, algorithms: needed by the server, not permitted by the author
  "publish.directoryMissing", // directory
  "publish.directoryDenied", // directory
  "publish.fileInTheWay", // path: a file that Hitofude did not publish, where the site needs a folder
  "publish.folderInTheWay", // path: a folder with files that Hitofude did not publish, where a file is needed
  "publish.passwordExpired", // host, user: the server requires a new password first
  "publish.nameTooLong", // path, name: the part that is too long; bytes; post: its source if ofPost is "true"
  "publish.protectionRefused", // path: of the file with the rules or passwords of a section
  "publish.nameRefused", // path, name: the part that is refused; post: its source if ofPost is "true"
  "publish.sameName", // path, other: two files of the site that have the same name for the server
  "publish.remoteDiskFull", // path
  "publish.remoteQuota", // path; disk: `free`, or `unknown` if the server does not report its free space
  "publish.remoteFailed", // operation, path, reason
  "publish.connectionLost", // reason
  "publish.closedAtOnce", // host, port, words: the text that the server sent before it closed, or `none`
  "publish.locked", // owner, since
  "publish.conflicts", // count: files on the server that Hitofude did not publish, or that someone changed
  "publish.links", // path: a folder of the site that is a symbolic link on the server; target, named: `linkValues`
  "publish.linkBroken", // path: a symbolic link to no folder; target, named; end: a `LinkEnd`
  "publish.manyDeletes", // count, paths: some of the files that would be removed
  "publish.removals", // count, paths: some of the files that would be removed
  "publish.lost", // count, paths: published files that are missing on the server, or are earlier versions there
  "compare.nothingPublished", // directory: the server has no record of a publish in it
  "publish.clockBehind", // now, last: the present time and the time of the last publish
  "publish.clockAhead", // now, last
  "publish.swapLinks", // directory: the server lacks hard links, symbolic links, or a replacing rename
  "publish.swapBeside", // directory: the parent of the document root, in which nothing can be created
  "publish.swapRoot", // directory: the document root, which cannot be renamed, e.g. a mount point
  "publish.swapAnother", // directory: the document root, which links to a release that this blog did not make
  "publish.swapEntry", // path: an entry of the live site that cannot be part of the next release
  "publish.swapNames", // directory, why: `hidden` (dot names are not listed) or `same` (names count as equal)
  "publish.editedMeanwhile", // count: files that someone changed on the server during the publish
  "publish.verifyFailed", // path
  "publish.uploadsGone", // directory: the state directory, in which another program deleted uploaded files
  "publish.putAside", // path: a file that someone edited; at: where it is kept, because it cannot go back
  "publish.sourceChanged", // path: a file of the site that changed on this computer before it was sent
  "publish.running",
  "undo.none",
  "undo.same",
  "undo.gone", // number
  "undo.elsewhere", // at, count: publishes from other computers since the last one from this computer
  "undo.open", // sections: titles of sections that have a password now, and had none in the earlier publish
  "publish.secretNeeded", // host, user: nobody is present to enter the secret
  "publish.promptUnanswered", // host, asked: the server's question; nobody was present to answer it
  "publish.unconfirmed", // the plan needs an agreement, and there is no terminal

  "schedule.firstPublish", // no publish to the default target yet
  "target.hostInvalid", // key, value
  "target.userInvalid", // key, value
  "target.directoryInvalid", // key, value
  "target.urlInvalid", // key, value
  "targets.isDefault", // name: the default target, which cannot be removed
  "targets.nameTaken", // name

  "rclone.folderMissing", // remote: its folder does not exist yet
  "rclone.missing",
  "rclone.remoteInvalid", // value: is not an rclone remote with a folder
  "rclone.remoteUnknown", // remote, reason
  "rclone.unreachable", // remote, reason

  // The connection test
  "test.notSsh", // host, port
  "test.passwordRefused", // host, user
  "test.keyOnly", // host: accepts keys only, no passwords
  "test.keyRefused", // host, user
  "test.directoryMissing", // directory, parent: nearest existing folder above, found: folders in `parent`
  "test.notADirectory", // directory
  "test.oldAlgorithms", // algorithms: outdated, permitted by the author, and in use
  "test.sshConfigIgnored", // host, keywords: settings of ~/.ssh/config that are not followed
  "test.slowReplace", // the server can replace a file only after removing it
  "test.addressInvalid", // url
  "test.webNameUnknown", // url, host
  "test.webUnreachable", // url, reason
  "test.webElsewhere", // url, directory: the URL does not show this directory
  "test.webLocked", // url: asks readers for a password
  "test.webForbidden", // url
  "test.webStatus", // url, status
  "test.notRemoved", // path
  "secrets.unavailable",
] as const;
