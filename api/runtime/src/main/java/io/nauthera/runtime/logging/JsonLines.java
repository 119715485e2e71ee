package io.nauthera.runtime.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object per line, with flat members: time (ISO 8601, UTC), level, logger, thread,
 * message, the key-value pairs of the line, the context of its thread (e.g. trace_id), and
 * exception.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = new byte[0];

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("time", time(event).toString());
    members.put("level", event.getLevel().toString());
    members.put("logger", event.getLoggerName());
    members.put("thread", event.getThreadName());
    members.put("message", event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        add(members, pair.key, pair.value);
      }
    }
    event.getMDCPropertyMap().forEach((key, value) -> add(members, key, value));
    if (event.getThrowableProxy() != null) {
      add(members, "exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    try {
      return (JSON.writeValueAsString(members) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant time(ILoggingEvent event) {
    return Objects.requireNonNullElseGet(
        event.getInstant(), () -> Instant.ofEpochMilli(event.getTimeStamp()));
  }

  /** The first member of a name stays: a parser would otherwise keep any of them. */
  private static void add(Map<String, Object> members, String name, @Nullable Object value) {
    boolean isPlain = value instanceof Number || value instanceof Boolean;
    var unused = members.putIfAbsent(name, isPlain ? value : String.valueOf(value));
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
