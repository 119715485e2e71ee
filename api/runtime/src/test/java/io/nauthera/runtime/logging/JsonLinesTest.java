package io.nauthera.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class JsonLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("a.test.of.JsonLines");

  @BeforeEach
  void start() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    log.setAdditive(false);
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    log.detachAppender(appender);
    MDC.clear();
  }

  @Test
  void line_hasFlatMembers_andATimeInIsoFormat() throws Exception {
    MDC.put("trace_id", "0af7651916cd43dd8448eb211c80319c");

    log.atWarn().addKeyValue("kind", "AuthClient").addKeyValue("count", 3).log("a \"{}\"", "b\nc");

    JsonNode line = onlyLine();
    assertThat(line.path("level").textValue()).isEqualTo("WARN");
    assertThat(line.path("logger").textValue()).isEqualTo("a.test.of.JsonLines");
    assertThat(line.path("message").textValue()).isEqualTo("a \"b\nc\"");
    assertThat(line.path("kind").textValue()).isEqualTo("AuthClient");
    assertThat(line.path("count").intValue()).isEqualTo(3);
    assertThat(line.path("trace_id").textValue()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(Instant.parse(line.path("time").textValue())).isAfter(Instant.EPOCH);
    assertThat(line).allSatisfy(member -> assertThat(member.isValueNode()).isTrue());
  }

  @Test
  void exception_isOneMember() throws Exception {
    log.error("it failed", new IllegalStateException("a bug"));

    assertThat(onlyLine().path("exception").textValue())
        .contains("java.lang.IllegalStateException: a bug", "at io.nauthera.runtime.logging");
  }

  @Test
  void keyValuePair_withTheNameOfAMember_doesNotReplaceIt() throws Exception {
    log.atInfo().addKeyValue("level", "deep").addKeyValue("nothing", (Object) null).log("a line");

    assertThat(onlyLine().path("level").textValue()).isEqualTo("INFO");
    assertThat(onlyLine().path("nothing").textValue()).isEqualTo("null");
  }

  private JsonNode onlyLine() throws Exception {
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    assertThat(text.strip().lines()).hasSize(1);
    return JSON.readTree(text);
  }
}
