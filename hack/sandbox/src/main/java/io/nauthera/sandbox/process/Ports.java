package io.nauthera.sandbox.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports of 127.0.0.1 and returns each port only once. */
public final class Ports {
  private static final Set<Integer> RETURNED = ConcurrentHashMap.newKeySet();

  private Ports() {}

  // The range is below the ephemeral ports of common systems. So no outgoing connection takes the
  // port before its server listens, or while that server is stopped.
  public static int free() {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (isFree(port) && RETURNED.add(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
