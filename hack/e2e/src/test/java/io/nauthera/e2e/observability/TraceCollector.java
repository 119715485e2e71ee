package io.nauthera.e2e.observability;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A collector of OpenTelemetry that keeps the spans that it receives with OTLP over HTTP. */
final class TraceCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

  TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  /** Ids are hexadecimal; {@code parent} is empty for the first span of a trace. */
  record ReceivedSpan(
      String trace, String id, String parent, String name, Map<String, String> attributes) {}

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  // opentelemetry/proto/trace/v1/trace.proto: the numbers are those of the fields.
  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
      messages(request, 1)
          .flatMap(resource -> messages(resource, 2))
          .flatMap(scope -> messages(scope, 2))
          .forEach(span -> spans.add(span(span)));
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static ReceivedSpan span(UnknownFieldSet span) {
    Map<String, String> attributes = new HashMap<>();
    messages(span, 9).forEach(pair -> attributes.put(text(pair, 1), value(pair)));
    return new ReceivedSpan(hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), attributes);
  }

  private static String value(UnknownFieldSet pair) {
    UnknownFieldSet value = messages(pair, 2).findFirst().orElseThrow();
    return value.hasField(1)
        ? text(value, 1)
        : String.valueOf(value.getField(3).getVarintList().getFirst());
  }

  private static Stream<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream()
        .map(bytes -> {
          try {
            return UnknownFieldSet.parseFrom(bytes);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String text(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
  }

  private static String hex(UnknownFieldSet message, int field) {
    Field found = message.getField(field);
    return found.getLengthDelimitedList().isEmpty()
        ? ""
        : HexFormat.of().formatHex(found.getLengthDelimitedList().getFirst().toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
