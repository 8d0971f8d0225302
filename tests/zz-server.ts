import { startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { startStaticServer } from "#tests/support/servers/static-server.ts";
const server = await startOpenSsh();
const web = await startStaticServer(server.documentRoot);
console.log(
  JSON.stringify({
    port: server.port,
    user: server.user,
    keyFile: server.keyFile,
    root: server.documentRoot,
    url: web.url,
  }),
);
setInterval(() => {}, 1000);
