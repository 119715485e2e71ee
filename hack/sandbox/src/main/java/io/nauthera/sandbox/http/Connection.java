package io.nauthera.sandbox.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection with buffers. */
record Connection(Socket socket, InputStream in, OutputStream out) implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  static Connection of(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return new Connection(
        socket,
        new BufferedInputStream(socket.getInputStream(), BUFFER),
        new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  /** Passes on what arrives until one of the two ends, and closes both. */
  void passUntilEnd(Connection to) {
    byte[] buffer = new byte[BUFFER];
    try (this;
        to) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        to.out().write(buffer, 0, count);
        to.out().flush();
      }
    } catch (IOException e) {
      // The other direction ends, too.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
