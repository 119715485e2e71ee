package io.nauthera.webhook.server;

import io.nauthera.webhook.server.RefusedRequests.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The only answer to one request. */
record Exchange(Response response, Callback ended, RefusedRequests refused) {

  void closeConnectionAfterAnswer() {
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
  }

  void answer(byte[] json) {
    send("application/json", json);
  }

  void refuse(int status, Reason reason, @Nullable String message) {
    refused.count(reason);
    response.setStatus(status);
    send("text/plain", (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void send(String type, byte[] content) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.write(true, ByteBuffer.wrap(content), ended);
  }
}
