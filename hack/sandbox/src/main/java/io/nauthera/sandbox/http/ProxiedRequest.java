package io.nauthera.sandbox.http;

import io.nauthera.sandbox.http.HttpMessage.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** A request that arrived at a proxy, and what can be done with it. */
public final class ProxiedRequest {
  /** A client asks for HTTP/2 this way, which the proxy does not speak. */
  private static final Set<String> OF_HTTP_2 = Set.of("upgrade", "http2-settings");

  private final HttpMessage head;
  private final byte[] body;
  private final URI uri;
  private final Connection client;
  private final ServerConnector server;
  private final Executor threads;
  private boolean isAnswered;

  /** Opens the connection to the server, unless it is open. */
  @FunctionalInterface
  interface ServerConnector {
    Connection connect() throws IOException;
  }

  private ProxiedRequest(
      HttpMessage head, byte[] body, Connection client, ServerConnector server, Executor threads) {
    this.head = head;
    this.body = body;
    this.uri = URI.create(head.word(1));
    this.client = client;
    this.server = server;
    this.threads = threads;
  }

  /** Reads the body of a request whose head was read. */
  static ProxiedRequest read(
      HttpMessage head, Connection client, ServerConnector server, Executor threads)
      throws IOException {
    var body = new ByteArrayOutputStream();
    head.copyRequestBody(client.in(), body);
    return new ProxiedRequest(head, body.toByteArray(), client, server, threads);
  }

  public String method() {
    return head.word(0);
  }

  public String path() {
    return uri.getPath();
  }

  /** Empty where the URL has none. */
  public String query() {
    String query = uri.getQuery();
    return query == null ? "" : query;
  }

  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Whether the client has a whole answer and may send the next request. */
  boolean isAnswered() {
    return isAnswered;
  }

  private Connection send() throws IOException {
    Connection to = server.connect();
    HttpMessage sent =
        head.header("upgrade").filter(protocol -> protocol.equals("h2c")).isPresent()
            ? head.without(ProxiedRequest::isOfHttp2)
            : head;
    sent.write(to.out());
    to.out().write(body);
    to.out().flush();
    return to;
  }

  private static boolean isOfHttp2(Header header) {
    return OF_HTTP_2.contains(header.name())
        || (header.name().equals("connection")
            && header.value().toLowerCase(Locale.ROOT).contains("http2-settings"));
  }

  private static HttpMessage answerHead(Connection to) throws IOException {
    return HttpMessage.read(to.in())
        .orElseThrow(() -> new IOException("the server ended the connection"));
  }

  /** Passes the request on, and the answer back as it comes. */
  public void pass() throws IOException {
    Connection to = send();
    HttpMessage answer = answerHead(to);
    answer.write(client.out());
    if (answer.word(1).equals("101")) {
      threads.execute(() -> client.passUntilEnd(to));
      to.passUntilEnd(client);
    } else {
      isAnswered = answer.copyAnswerBody(method(), to.in(), client.out());
    }
  }

  /** Passes the request on; the client does not get the answer. */
  public void takeEffect() throws IOException {
    Connection to = send();
    var unused = answerHead(to).copyAnswerBody(method(), to.in(), OutputStream.nullOutputStream());
  }

  /** Passes the request on, and the first half of the answer back. */
  public void passHalf() throws IOException {
    Connection to = send();
    HttpMessage answer = answerHead(to);
    var whole = new ByteArrayOutputStream();
    var unused = answer.copyAnswerBody(method(), to.in(), whole);
    if (whole.size() > 0) {
      answer.write(client.out());
      client.out().write(whole.toByteArray(), 0, whole.size() / 2);
    } else {
      client.out().write((answer.firstLine() + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    client.out().flush();
  }

  /** Answers in the place of the server. */
  public void respond(int status, Map<String, String> headers, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var all =
        headers.entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .collect(Collectors.toCollection(ArrayList::new));
    all.add(new Header("content-length", String.valueOf(bytes.length)));
    new HttpMessage("HTTP/1.1 %d Answer of the proxy".formatted(status), all).write(client.out());
    client.out().write(bytes);
    client.out().flush();
    isAnswered = true;
  }

  /** Answers at once, and then sends one byte of a body each second until the client leaves. */
  public void respondSlowly() throws IOException, InterruptedException {
    OutputStream out = client.out();
    new HttpMessage("HTTP/1.1 200 OK", List.of(new Header("transfer-encoding", "chunked")))
        .write(out);
    while (true) {
      out.write("1\r\n \r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Thread.sleep(1000);
    }
  }
}
