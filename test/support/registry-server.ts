import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Route = string | Uint8Array | object | ((request: IncomingMessage, response: ServerResponse) => void);

export interface RegistryServer {
  /** `http://127.0.0.1:<port>` */
  readonly address: string;
  readonly host: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  readonly routes: Map<string, Route>;
  close(): Promise<void>;
}

/** A server on this machine that answers as registries do: a document per path, a function for what goes wrong, else 404. */
export async function registryServer(): Promise<RegistryServer> {
  const routes = new Map<string, Route>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURI(request.url ?? '/');
    asked.push(path);
    const route = routes.get(path);
    if (route === undefined) response.writeHead(404).end();
    else if (typeof route === 'function') (route as (a: IncomingMessage, b: ServerResponse) => void)(request, response);
    else if (typeof route === 'string' || route instanceof Uint8Array) response.end(route);
    else response.end(JSON.stringify(route));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `http://${host}`,
    host,
    asked,
    routes,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
}
