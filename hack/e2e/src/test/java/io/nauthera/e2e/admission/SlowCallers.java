package io.nauthera.e2e.admission;

import io.nauthera.sandbox.pods.PodProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Connections of a hostile pod to the webhook. Each sends the head of a review and then byte by
 * byte; a connection that the webhook closes is replaced.
 */
final class SlowCallers implements AutoCloseable {
  /** Shorter than the longest pause that the webhook accepts. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final String HEAD =
      """
      POST /validate?timeout=99s HTTP/1.1\r
      Host: webhook\r
      Content-Type: application/json\r
      """;

  private final PodProcess webhook;
  private final String length;
  private final SSLSocketFactory tls = trustingAll();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch connected;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean isClosed;

  /** {@code length} is the header that says how long the body is. */
  SlowCallers(PodProcess webhook, int count, String length) {
    this.webhook = webhook;
    this.length = length;
    connected = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      threads.execute(this::callRepeatedly);
    }
  }

  /** Returns when each of them has sent the head of a review. */
  void awaitConnected() throws InterruptedException {
    connected.await();
  }

  private void callRepeatedly() {
    while (!isClosed) {
      try (Socket socket = tls.createSocket(webhook.address(), 9443)) {
        open.add(socket);
        send(socket, HEAD + length + "\r\n\r\n");
        connected.countDown();
        while (!isClosed) {
          send(socket, length.startsWith("Transfer") ? "1\r\n \r\n" : " ");
          Thread.sleep(PAUSE);
        }
      } catch (IOException e) {
        // The webhook has given up on this connection: the caller opens the next one.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static SSLSocketFactory trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authentication) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authentication) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    threads.shutdownNow();
    for (Socket socket : open) {
      socket.close();
    }
    threads.close();
  }
}
