import { constants, createDeflate, deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';

export type Send = (text: string) => void;

/** One zlib context for the whole connection, flushed after each message. */
export function sendZlibStream(socket: WebSocket): Send {
  const deflate = createDeflate();
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.once('close', () => deflate.destroy());
  return (text) => {
    deflate.write(text);
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      const message = Buffer.concat(chunks);
      chunks = [];
      if (message.length > 0 && socket.readyState === socket.OPEN) socket.send(message);
    });
  };
}

export function sendPlain(socket: WebSocket): Send {
  return (text) => socket.send(text);
}

/** What IDENTIFY's `compress: true` asks for: each message is its own zlib stream. */
export function sendCompressed(socket: WebSocket): Send {
  return (text) => socket.send(deflateSync(text));
}
